using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <summary>A date (VR DA, PS3.5 6.2).</summary>
/// <param name="Value">The day.</param>
public readonly record struct DicomDate(DateOnly Value) : IComparable<DicomDate>
{
    /// <summary>Reads a date.</summary>
    /// <param name="text">YYYYMMDD, or the form YYYY.MM.DD of ACR-NEMA; blanks around it are not significant.</param>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static DicomDate Parse(string text) =>
        TryParse(text, out DicomDate date) ? date : throw new FormatException($"'{text}' is not a DICOM date (YYYYMMDD).");

    /// <summary>Reads a date as <see cref="Parse"/> does.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="date">The date.</param>
    /// <returns>False when the text is not a date.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out DicomDate date)
    {
        bool valid = DateOnly.TryParseExact(
            text?.Trim(' ', '\0'), ["yyyyMMdd", "yyyy.MM.dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly value);
        date = new DicomDate(value);
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(DicomDate other) => Value.CompareTo(other.Value);

    /// <summary>YYYYMMDD.</summary>
    public override string ToString() => Value.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Whether the left one is earlier.</summary>
    public static bool operator <(DicomDate left, DicomDate right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is later.</summary>
    public static bool operator >(DicomDate left, DicomDate right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is not later.</summary>
    public static bool operator <=(DicomDate left, DicomDate right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is not earlier.</summary>
    public static bool operator >=(DicomDate left, DicomDate right) => left.CompareTo(right) >= 0;
}
