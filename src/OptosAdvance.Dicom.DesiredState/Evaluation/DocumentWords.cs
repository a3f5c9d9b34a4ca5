namespace OptosAdvance.Dicom.DesiredState;

/// <summary>The properties that the objects of a document have.</summary>
internal static class DocumentWords
{
    public static readonly string[] Document =
    [
        "$schema", "contentVersion", "directives", "parameters", "variables", "functions", "resources", "outputs", "metadata", "executionInformation",
    ];

    public static readonly string[] Resource =
    [
        "name", "type", "requireVersion", "apiVersion", "properties", "dependsOn", "condition", "directives", "metadata", "copy", "resources", "executionInformation",
    ];

    public static readonly string[] Copy = ["name", "count", "mode", "batchSize"];

    public static readonly string[] Include = ["configurationFile", "configurationContent", "parametersFile", "parametersContent"];

    /// <summary>Reports properties that the object cannot have.</summary>
    public static void Check(MapNode map, string[] words, string what, DocumentErrors errors)
    {
        foreach (var entry in map.Entries.Where(entry => !words.Contains(entry.Key)))
        {
            errors.Add(entry.Position, $"{what} has no '{entry.Key}'{Suggestion.For(entry.Key, words)}.");
        }
    }
}
