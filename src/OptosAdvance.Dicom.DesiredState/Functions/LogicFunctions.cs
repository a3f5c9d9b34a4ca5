using static OptosAdvance.Dicom.DesiredState.FunctionTable;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Functions that decide and compare.</summary>
internal static class LogicFunctions
{
    public static IEnumerable<(string Name, DocumentFunction Function)> All =>
    [
        Of("if", 3, call => call.Arguments[call.Flag(0) ? 1 : 2]),
        Of("not", 1, call => call.Make(!call.Flag(0))),
        AtLeast("and", 2, call => call.Make(Flags(call).All(flag => flag))),
        AtLeast("or", 2, call => call.Make(Flags(call).Any(flag => flag))),
        Of("true", 0, call => call.Make(true)),
        Of("false", 0, call => call.Make(false)),
        Of("equals", 2, call => call.Make(NodeComparer.Instance.Equals(call.Arguments[0], call.Arguments[1]))),
        Of("less", 2, call => call.Make(Order(call) < 0)),
        Of("lessOrEquals", 2, call => call.Make(Order(call) <= 0)),
        Of("greater", 2, call => call.Make(Order(call) > 0)),
        Of("greaterOrEquals", 2, call => call.Make(Order(call) >= 0)),
        AtLeast("coalesce", 1, call => call.Arguments.FirstOrDefault(argument => argument is not ScalarNode { Value: null }) ?? call.Arguments[0]),
    ];

    private static bool[] Flags(FunctionCall call) => [.. Enumerable.Range(0, call.Count).Select(call.Flag)];

    private static int Order(FunctionCall call) => call.Arguments[0] is ScalarNode { Value: long left }
        ? left.CompareTo(call.Whole(1))
        : string.CompareOrdinal(call.Text(0), call.Text(1));
}
