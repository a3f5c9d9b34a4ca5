using static OptosAdvance.Dicom.DesiredState.FunctionTable;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Functions of whole numbers.</summary>
internal static class NumberFunctions
{
    public static IEnumerable<(string Name, DocumentFunction Function)> All =>
    [
        Of("add", 2, call => Compute(call, (a, b) => checked(a + b))),
        Of("sub", 2, call => Compute(call, (a, b) => checked(a - b))),
        Of("mul", 2, call => Compute(call, (a, b) => checked(a * b))),
        Of("div", 2, call => Compute(call, (a, b) => a / b)),
        Of("mod", 2, call => Compute(call, (a, b) => a % b)),
        AtLeast("min", 1, call => call.Make(call.Numbers().Min())),
        AtLeast("max", 1, call => call.Make(call.Numbers().Max())),
    ];

    private static ScalarNode Compute(FunctionCall call, Func<long, long, long> operation)
    {
        var (left, right) = (call.Whole(0), call.Whole(1));
        try
        {
            return call.Make(operation(left, right));
        }
        catch (DivideByZeroException)
        {
            throw call.Fail("cannot divide by zero");
        }
        catch (OverflowException)
        {
            throw call.Fail("makes a number that is too large");
        }
    }
}
