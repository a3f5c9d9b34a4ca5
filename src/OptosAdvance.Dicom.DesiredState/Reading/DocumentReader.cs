namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Reads YAML and JSON into values that know their place.</summary>
internal static class DocumentReader
{
    /// <summary>Reads a text. JSON begins with a brace or a bracket; all else is YAML.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="errors">Hears of what is wrong.</param>
    /// <returns>The value; null when the text cannot be read.</returns>
    public static DocumentNode? Read(string text, string? file, DocumentErrors errors)
    {
        var start = new DocumentPosition(file, 1, 1);
        if (text.Length > DocumentLimits.Characters)
        {
            errors.Add(start, $"The document has {text.Length} characters; more than {DocumentLimits.Characters} are not read.");
            return null;
        }

        try
        {
            var body = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
            if (!body.StartsWith("{", StringComparison.Ordinal) || !JsonNodeReader.TryRead(text, file, errors, out var node))
            {
                node = new YamlNodeReader(file, errors).Read(text);
            }

            EvaluationBudget.CheckSize(node!, start);
            return node;
        }
        catch (DocumentReadException e)
        {
            errors.Add(e.Position, e.Message);
            return null;
        }
    }
}
