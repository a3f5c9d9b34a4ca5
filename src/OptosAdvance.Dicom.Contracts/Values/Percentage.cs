using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>A percentage, 0 to 100. Equal by meaning: <c>30%</c> is <c>30.0 %</c>.</summary>
[TypeConverter(typeof(PercentageTypeConverter))]
[JsonConverter(typeof(PercentageJsonConverter))]
public sealed record Percentage
{
    private Percentage(decimal value) => Value = value;

    /// <summary>Percent, 0 to 100.</summary>
    public decimal Value { get; }

    /// <summary>A percentage of a number of percent.</summary>
    /// <exception cref="FormatException">Not 0 to 100.</exception>
    public static Percentage FromNumber(decimal percent) =>
        Parse(percent.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads <c>30%</c>, <c>30 %</c> or <c>30</c>.</summary>
    /// <exception cref="FormatException">The text is none of those, or not 0 to 100.</exception>
    public static Percentage Parse(string text) =>
        TryParse(text, out var percentage, out var problem) ? percentage : throw new FormatException(problem);

    /// <summary>Reads a percentage; <paramref name="problem"/> says what is wrong.</summary>
    public static bool TryParse(
        string? text,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Percentage? percentage,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? problem)
    {
        percentage = null;
        problem = null;
        var trimmed = text?.Trim() ?? "";
        var hasSign = trimmed.EndsWith("%", StringComparison.Ordinal);
        if (!decimal.TryParse(
                hasSign ? trimmed.Substring(0, trimmed.Length - 1).TrimEnd() : trimmed,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number))
        {
            problem = $"'{trimmed}' is not a percentage. Give one such as 30%.";
        }
        else if (number is < 0 or > 100)
        {
            problem = $"A percentage is 0% to 100%; '{trimmed}' is not.";
        }
        else if (!hasSign && number is > 0 and < 1)
        {
            problem = $"'{trimmed}' could be a fraction or a percentage. Say which: '{trimmed}%', or '{number * 100:0.####}%'.";
        }
        else
        {
            percentage = new Percentage(number);
        }

        return percentage is not null;
    }

    /// <summary>The canonical text: <c>30%</c>.</summary>
    public override string ToString() => Value.ToString("0.############################", CultureInfo.InvariantCulture) + "%";
}
