using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <summary>An age (VR AS, PS3.5 6.2).</summary>
/// <param name="Count">0–999.</param>
/// <param name="Unit">What is counted.</param>
public readonly record struct DicomAge(int Count, DicomAgeUnit Unit)
{
    /// <summary>Reads an age.</summary>
    /// <param name="text">nnnD, nnnW, nnnM or nnnY; fewer digits and lower case are tolerated.</param>
    /// <exception cref="FormatException">The text is not an age.</exception>
    public static DicomAge Parse(string text) =>
        TryParse(text, out DicomAge age) ? age : throw new FormatException($"'{text}' is not a DICOM age (nnnD, nnnW, nnnM or nnnY).");

    /// <summary>Reads an age as <see cref="Parse"/> does.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="age">The age.</param>
    /// <returns>False when the text is not an age.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out DicomAge age)
    {
        age = default;
        ReadOnlySpan<char> rest = text.AsSpan().Trim(" \0");
        if (rest.Length is < 2 or > 4
            || !int.TryParse(rest[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || UnitOf(rest[^1]) is not { } unit)
        {
            return false;
        }
        age = new DicomAge(count, unit);
        return true;
    }

    /// <summary>The age of a person on a day, in the largest unit that still says something: days to 4 weeks, weeks to 3 months, months to 2 years, then years.</summary>
    /// <param name="birth">The day of birth.</param>
    /// <param name="day">The day; not before <paramref name="birth"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is before the birth.</exception>
    public static DicomAge Between(DateOnly birth, DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, birth);
        int days = day.DayNumber - birth.DayNumber;
        int months = (day.Year - birth.Year) * 12 + day.Month - birth.Month - (day.Day < birth.Day ? 1 : 0);
        return days < 28 ? new DicomAge(days, DicomAgeUnit.Days)
            : months < 3 ? new DicomAge(days / 7, DicomAgeUnit.Weeks)
            : months < 24 ? new DicomAge(months, DicomAgeUnit.Months)
            : new DicomAge(Math.Min(months / 12, 999), DicomAgeUnit.Years);
    }

    /// <summary>nnnD, nnnW, nnnM or nnnY.</summary>
    public override string ToString() => Count.ToString("D3", CultureInfo.InvariantCulture) + Unit switch
    {
        DicomAgeUnit.Days => 'D',
        DicomAgeUnit.Weeks => 'W',
        DicomAgeUnit.Months => 'M',
        _ => 'Y',
    };

    private static DicomAgeUnit? UnitOf(char letter) => letter switch
    {
        'D' or 'd' => DicomAgeUnit.Days,
        'W' or 'w' => DicomAgeUnit.Weeks,
        'M' or 'm' => DicomAgeUnit.Months,
        'Y' or 'y' => DicomAgeUnit.Years,
        _ => null,
    };
}
