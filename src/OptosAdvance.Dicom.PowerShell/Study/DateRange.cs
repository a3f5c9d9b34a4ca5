using System.Globalization;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>
/// A day or a range of days as DICOM writes it (PS3.4 C.2.2.2.5): <c>20200101</c>, <c>20200101-20201231</c>, <c>20200101-</c>,
/// <c>-20201231</c>; days may also be written <c>2020-01-01</c>, or <c>today</c>, <c>yesterday</c> and <c>tomorrow</c>.
/// </summary>
public sealed class DateRange
{
    private static readonly string[] Formats = ["yyyyMMdd", "yyyy-MM-dd"];

    private DateRange(DateTime? from, DateTime? to)
    {
        From = from;
        To = to;
    }

    /// <summary>First day; null when it is open.</summary>
    public DateTime? From { get; }

    /// <summary>Last day; null when it is open.</summary>
    public DateTime? To { get; }

    /// <summary>One day.</summary>
    public static DateRange OfDay(DateTime day) => new(day.Date, day.Date);

    /// <summary>Reads a day or a range.</summary>
    /// <exception cref="FormatException">The text is neither, or the range ends before it begins.</exception>
    public static DateRange Parse(string text)
    {
        var trimmed = (text ?? "").Trim();
        if (TryDay(trimmed, out var day))
        {
            return OfDay(day);
        }

        for (var at = trimmed.IndexOf('-'); at >= 0; at = trimmed.IndexOf('-', at + 1))
        {
            var (left, right) = (trimmed.Substring(0, at).Trim(), trimmed.Substring(at + 1).Trim());
            if (left.Length + right.Length > 0 && TryEnd(left, out var from) && TryEnd(right, out var to))
            {
                return from > to
                    ? throw new FormatException($"The range '{trimmed}' ends before it begins.")
                    : new DateRange(from, to);
            }
        }

        throw new FormatException(
            $"'{trimmed}' is not a date or a range of dates. Write 20200131, 2020-01-31, today, yesterday or tomorrow, and a range as 20200101-20201231, 20200101- or -yesterday.");
    }

    /// <summary>The range as DICOM writes it.</summary>
    public override string ToString() => From == To ? Text(From) : Text(From) + "-" + Text(To);

    private static string Text(DateTime? day) => day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "";

    private static bool TryEnd(string text, out DateTime? day)
    {
        day = null;
        if (text.Length == 0)
        {
            return true;
        }

        var found = TryDay(text, out var value);
        day = value;
        return found;
    }

    private static bool TryDay(string text, out DateTime day)
    {
        int? fromToday = text.ToUpperInvariant() switch
        {
            "TODAY" => 0,
            "YESTERDAY" => -1,
            "TOMORROW" => 1,
            _ => null,
        };
        if (fromToday is { } days)
        {
            day = DateTime.Today.AddDays(days);
            return true;
        }

        return DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}
