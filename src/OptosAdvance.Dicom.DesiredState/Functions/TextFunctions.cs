using System.Globalization;
using System.Text;
using static OptosAdvance.Dicom.DesiredState.FunctionTable;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Functions of texts.</summary>
internal static class TextFunctions
{
    public static IEnumerable<(string Name, DocumentFunction Function)> All =>
    [
        AtLeast("concat", 1, Concat),
        AtLeast("format", 2, Format),
        Of("join", 2, call => call.Make(string.Join(call.Text(1), call.List(0).Select(item => Word(call, item))))),
        Of("toLower", 1, call => call.Make(call.Text(0).ToLowerInvariant())),
        Of("toUpper", 1, call => call.Make(call.Text(0).ToUpperInvariant())),
        Of("trim", 1, call => call.Make(call.Text(0).Trim())),
        Of("startsWith", 2, call => call.Make(call.Text(0).StartsWith(call.Text(1), StringComparison.Ordinal))),
        Of("endsWith", 2, call => call.Make(call.Text(0).EndsWith(call.Text(1), StringComparison.Ordinal))),
        Of("substring", 2, 3, Substring),
        AtLeast("uniqueString", 1, call => call.Make(UniqueText.Of(string.Join("-", Enumerable.Range(0, call.Count).Select(call.Text))))),
        Of("uriComponent", 1, call => call.Make(Uri.EscapeDataString(call.Text(0)))),
        Of("uriComponentToString", 1, call => call.Make(Uri.UnescapeDataString(call.Text(0)))),
    ];

    private static DocumentNode Concat(FunctionCall call) => call.Arguments[0] is ListNode
        ? call.Make([.. Enumerable.Range(0, call.Count).SelectMany(call.List)])
        : call.Make(string.Concat(Enumerable.Range(0, call.Count).Select(call.Text)));

    private static string Word(FunctionCall call, DocumentNode item) =>
        item is ScalarNode scalar ? scalar.Text : throw call.Fail($"joins texts, not {item.Kind}");

    private static ScalarNode Substring(FunctionCall call)
    {
        var text = call.Text(0);
        var start = call.Small(1);
        var length = call.Count > 2 ? call.Small(2) : text.Length - start;
        return start >= 0 && length >= 0 && (long)start + length <= text.Length
            ? call.Make(text.Substring(start, length))
            : throw call.Fail($"goes beyond the end of the text, which has {text.Length} characters");
    }

    private static ScalarNode Format(FunctionCall call)
    {
        var pattern = call.Text(0);
        var result = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c is '{' or '}' && i + 1 < pattern.Length && pattern[i + 1] == c)
            {
                result.Append(c);
                i++;
            }
            else if (c == '{')
            {
                var end = pattern.IndexOf('}', i);
                result.Append(end < 0 ? throw call.Fail("has a brace that is not closed") : Item(call, pattern.Substring(i + 1, end - i - 1)));
                i = end;
            }
            else
            {
                result.Append(c == '}' ? throw call.Fail("has a brace that was not opened") : c);
            }
        }

        return call.Make(result.ToString());
    }

    private static string Item(FunctionCall call, string item)
    {
        var parts = item.Split(':');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || parts.Length > 2)
        {
            throw call.Fail($"has '{{{item}}}', which is no place of an argument; the first is {{0}}");
        }

        if (index >= call.Count - 1)
        {
            throw call.Fail($"has {{{index}}}, but only {call.Count - 1} arguments behind the pattern");
        }

        if (call.Arguments[index + 1] is not ScalarNode { Value: not null } value)
        {
            throw call.Wrong(index + 1, "a text, a number or a boolean");
        }

        var format = parts.Length == 2 ? parts[1] : "";
        return (format, value.Value) switch
        {
            ("", _) => value.Text,
            ("x", long number) => number.ToString("x", CultureInfo.InvariantCulture),
            ("X", long number) => number.ToString("X", CultureInfo.InvariantCulture),
            ("o", long number) => Convert.ToString(number, 8),
            ("b", long number) => Convert.ToString(number, 2),
            _ => throw call.Fail($"cannot write {value.Kind} as '{format}'; numbers can be written as x, X, o and b"),
        };
    }
}
