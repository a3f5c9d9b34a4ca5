using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Writes values as YAML that reads back as the same values: objects in blocks, arrays of plain values in a line.</summary>
internal static class YamlNodeWriter
{
    private static readonly Regex Plain = new("^[$A-Za-z_/][A-Za-z0-9_./@+-]*(:[A-Za-z0-9_./@+-]+)*$", RegexOptions.CultureInvariant);
    private static readonly string[] Reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    public static string Write(MapNode root)
    {
        var text = new StringBuilder();
        WriteMap(text, root, "", "");
        return text.ToString();
    }

    private static void WriteMap(StringBuilder text, MapNode map, string indent, string firstIndent)
    {
        var lead = firstIndent;
        foreach (var entry in map.Entries)
        {
            text.Append(lead).Append(Scalar(entry.Key)).Append(':');
            WriteValue(text, entry.Value, indent);
            lead = indent;
        }
    }

    private static void WriteValue(StringBuilder text, DocumentNode value, string indent)
    {
        switch (value)
        {
            case MapNode { Entries.Count: > 0 } map:
                text.Append('\n');
                WriteMap(text, map, indent + "  ", indent + "  ");
                break;
            case ListNode { Items.Count: > 0 } list when list.Items.Any(item => item is not ScalarNode):
                text.Append('\n');
                foreach (var item in list.Items)
                {
                    text.Append(indent).Append('-');
                    if (item is MapNode { Entries.Count: > 0 } map)
                    {
                        WriteMap(text, map, indent + "  ", " ");
                    }
                    else
                    {
                        WriteValue(text, item, indent + "  ");
                    }
                }

                break;
            default:
                text.Append(' ').Append(Inline(value)).Append('\n');
                break;
        }
    }

    private static string Inline(DocumentNode value) => value switch
    {
        MapNode => "{}",
        ListNode list => $"[{string.Join(", ", list.Items.Select(Inline))}]",
        ScalarNode { Value: string text } => Scalar(text),
        ScalarNode { Value: null } => "null",
        _ => ((ScalarNode)value).Text,
    };

    private static string Scalar(string text) =>
        Plain.IsMatch(text) && !Reserved.Contains(text.ToLowerInvariant()) ? text : Quote(text);

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (c is '"' or '\\')
            {
                quoted.Append('\\').Append(c);
            }
            else if (isPair)
            {
                quoted.Append(c).Append(text[++i]);
            }
            else if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFEFF')
            {
                quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                quoted.Append(c);
            }
        }

        return quoted.Append('"').ToString();
    }
}
