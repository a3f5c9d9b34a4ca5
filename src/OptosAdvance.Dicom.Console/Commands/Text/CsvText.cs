using System.Management.Automation;
using System.Text;

namespace OptosAdvance.Dicom.Console;

/// <summary>Comma-separated values (RFC 4180), as the CSV commands of PowerShell read and write them.</summary>
internal static class CsvText
{
    /// <summary>One line of values, each in quotes (<paramref name="quotes"/> Always), or only where they need them.</summary>
    public static string Line(IEnumerable<string?> values, char delimiter, string quotes) =>
        string.Join(delimiter, values.Select(value => Field(value, delimiter, quotes)));

    /// <summary>Splits text into records; quoted fields may hold delimiters, quotes and line ends.</summary>
    public static IEnumerable<IReadOnlyList<string?>> Records(TextReader reader, char delimiter)
    {
        while (reader.Peek() >= 0)
        {
            var record = Record(reader, delimiter);
            if (record.Count > 1 || !string.IsNullOrEmpty(record[0]))
            {
                yield return record;
            }
        }
    }

    /// <summary>The object that a record stands for under the names of the header.</summary>
    public static PSObject Object(IReadOnlyList<string> header, IReadOnlyList<string?> record)
    {
        var result = new PSObject();
        for (var i = 0; i < header.Count; i++)
        {
            result.Properties.Add(new PSNoteProperty(header[i], i < record.Count ? record[i] : null));
        }

        return result;
    }

    /// <summary>The header's names; empty ones get the names H1, H2 …</summary>
    public static IReadOnlyList<string> Header(IReadOnlyList<string?> names) =>
        [.. names.Select((name, i) => string.IsNullOrEmpty(name) ? $"H{i + 1}" : name)];

    private static string Field(string? value, char delimiter, string quotes)
    {
        if (value is null)
        {
            return "";
        }

        var needsQuotes = quotes.Equals("Always", StringComparison.OrdinalIgnoreCase)
            || (quotes.Equals("AsNeeded", StringComparison.OrdinalIgnoreCase) && value.AsSpan().ContainsAny([delimiter, '"', '\r', '\n']));
        return needsQuotes ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }

    private static List<string?> Record(TextReader reader, char delimiter)
    {
        var fields = new List<string?>();
        var field = new StringBuilder();
        var isQuoted = false;
        while (reader.Read() is var code and >= 0)
        {
            var character = (char)code;
            if (isQuoted)
            {
                if (character != '"')
                {
                    field.Append(character);
                }
                else if (reader.Peek() == '"')
                {
                    field.Append((char)reader.Read());
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (character == '"' && string.IsNullOrWhiteSpace(field.ToString()))
            {
                field.Clear();
                isQuoted = true;
            }
            else if (character == delimiter)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (character == '\n')
            {
                break;
            }
            else if (character != '\r')
            {
                field.Append(character);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
