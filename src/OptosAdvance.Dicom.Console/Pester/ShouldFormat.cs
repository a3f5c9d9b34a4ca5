using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Shows values in messages of Should as they would be written in a script.</summary>
internal static class ShouldFormat
{
    public static string Value(object? value) => (value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value) switch
    {
        null => "$null",
        string text => $"'{text}'",
        bool flag => flag ? "$true" : "$false",
        Type type => $"[{LanguagePrimitives.ConvertTo<string>(type)}]",
        ScriptBlock script => $"{{{script}}}",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IDictionary table => $"@{{{string.Join("; ", table.Keys.Cast<object>().Select(key => $"{key}={Value(table[key])}"))}}}",
        IEnumerable items => $"@({string.Join(", ", items.Cast<object?>().Select(Value))})",
        PSObject custom => custom.ToString(),
        IFormattable number when number.GetType().IsPrimitive => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    /// <summary>Where two texts begin to differ.</summary>
    public static string Difference(string expected, string actual)
    {
        var same = 0;
        while (same < Math.Min(expected.Length, actual.Length) && expected[same] == actual[same])
        {
            same++;
        }

        var lengths = expected.Length == actual.Length
            ? $"String lengths are both {expected.Length}."
            : $"Expected length: {expected.Length}\nActual length:   {actual.Length}";
        return $"{lengths}\nStrings differ at index {same}.\nExpected: {Shown(expected)}\nBut was:  {Shown(actual)}\n          {new string('-', same + 1)}^";
    }

    private static string Shown(string text) => $"'{text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'";
}
