namespace OptosAdvance.Dicom.DictionaryGenerator;

/// <summary>Tab-separated text; lines that start with '#' are remarks.</summary>
internal static class Tsv
{
    public static IEnumerable<string[]> Rows(string path, int columns)
    {
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var fields = line.Split('\t');
            if (fields.Length != columns) throw new InvalidDataException($"{path}: '{line}' has {fields.Length} fields instead of {columns}.");
            yield return fields;
        }
    }
}
