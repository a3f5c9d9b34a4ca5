namespace OptosAdvance.Dicom.DesiredState;

/// <summary>The functions that expressions may call, by the names that DSC v3 gives them; case matters, as it does there.</summary>
internal static class FunctionTable
{
    private const int Many = int.MaxValue;

    private static readonly Dictionary<string, DocumentFunction> Functions = new[]
    {
        TextFunctions.All, NumberFunctions.All, LogicFunctions.All, CollectionFunctions.All, ConversionFunctions.All, EnvironmentFunctions.All,
    }.SelectMany(table => table).ToDictionary(entry => entry.Name, entry => entry.Function, StringComparer.Ordinal);

    /// <summary>Names, for suggestions and documentation.</summary>
    public static IReadOnlyCollection<string> Names => Functions.Keys;

    public static DocumentFunction? Find(string name) => Functions.TryGetValue(name, out var function) ? function : null;

    public static (string Name, DocumentFunction Function) Of(string name, int count, Func<FunctionCall, DocumentNode> invoke) =>
        (name, new DocumentFunction(count, count, invoke));

    public static (string Name, DocumentFunction Function) Of(string name, int minimum, int maximum, Func<FunctionCall, DocumentNode> invoke) =>
        (name, new DocumentFunction(minimum, maximum, invoke));

    public static (string Name, DocumentFunction Function) AtLeast(string name, int minimum, Func<FunctionCall, DocumentNode> invoke) =>
        (name, new DocumentFunction(minimum, Many, invoke));
}
