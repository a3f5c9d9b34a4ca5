using System.Diagnostics.CodeAnalysis;

namespace OptosAdvance.Dicom.Core;

/// <summary>A time of day (VR TM, PS3.5 6.2), to the precision that was given.</summary>
/// <remarks>
/// A leap second (60) is read as the last microsecond before the next minute, because <see cref="TimeOnly"/> has no room for it.
/// </remarks>
public readonly record struct DicomTime : IComparable<DicomTime>
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>Creates a time.</summary>
    /// <param name="value">The time; what is finer than <paramref name="precision"/>, or than a microsecond, is cut off.</param>
    /// <param name="precision">From <see cref="DicomTimePrecision.Hour"/> to <see cref="DicomTimePrecision.Fraction"/>.</param>
    /// <param name="fractionDigits">Number of digits of the fraction, 1–6; only with <see cref="DicomTimePrecision.Fraction"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is that of a date, or the digits are out of range.</exception>
    public DicomTime(TimeOnly value, DicomTimePrecision precision = DicomTimePrecision.Fraction, int fractionDigits = 6)
    {
        if (precision < DicomTimePrecision.Hour)
        {
            throw new ArgumentOutOfRangeException(nameof(precision), precision, "A time of day is given at least to the hour.");
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(fractionDigits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionDigits, 6);
        Precision = precision;
        FractionDigits = precision == DicomTimePrecision.Fraction ? fractionDigits : 0;
        Earliest = new TimeOnly(value.Ticks - value.Ticks % TimeText.UnitTicks(precision, FractionDigits));
    }

    /// <summary>The first moment that the time stands for.</summary>
    public TimeOnly Earliest { get; }

    /// <summary>The last microsecond that the time stands for: "10" lasts until 10:59:59.999999.</summary>
    public TimeOnly Latest => new(Earliest.Ticks + TimeText.UnitTicks(EffectivePrecision, FractionDigits) - TicksPerMicrosecond);

    /// <summary>How much is given, from hour to fraction.</summary>
    public DicomTimePrecision Precision { get; }

    /// <summary>Number of digits of the fraction that are given, 0–6.</summary>
    public int FractionDigits { get; }

    private DicomTimePrecision EffectivePrecision => Precision < DicomTimePrecision.Hour ? DicomTimePrecision.Hour : Precision;

    /// <summary>Reads a time.</summary>
    /// <param name="text">HH, HHMM, HHMMSS or HHMMSS.F to .FFFFFF, or these with the colons of ACR-NEMA; blanks around it are not significant.</param>
    /// <exception cref="FormatException">The text is not a time.</exception>
    public static DicomTime Parse(string text) =>
        TryParse(text, out DicomTime time) ? time : throw new FormatException($"'{text}' is not a DICOM time (HHMMSS.FFFFFF).");

    /// <summary>Reads a time as <see cref="Parse"/> does.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="time">The time.</param>
    /// <returns>False when the text is not a time.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out DicomTime time)
    {
        time = default;
        ReadOnlySpan<char> rest = text.AsSpan().Trim(" \0");
        string compact;
        if (rest.Length > 2 && rest[2] == ':')
        {
            if (rest.Length < 5 || (rest.Length > 5 && rest[5] != ':'))
            {
                return false;
            }
            compact = string.Concat(rest[..2], rest[3..5], rest.Length > 6 ? rest[6..] : "");
            rest = compact;
        }
        if (!TimeText.TryParse(rest, out long ticks, out DicomTimePrecision precision, out int digits))
        {
            return false;
        }
        time = new DicomTime(new TimeOnly(ticks), precision, Math.Max(digits, 1));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(DicomTime other) => Earliest.CompareTo(other.Earliest);

    /// <summary>HH, HHMM, HHMMSS or HHMMSS.FFFFFF, as precise as was given.</summary>
    public override string ToString() => TimeText.Format(Earliest.Ticks, EffectivePrecision, FractionDigits);

    /// <summary>Whether the left one begins earlier.</summary>
    public static bool operator <(DicomTime left, DicomTime right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one begins later.</summary>
    public static bool operator >(DicomTime left, DicomTime right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not begin later.</summary>
    public static bool operator <=(DicomTime left, DicomTime right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not begin earlier.</summary>
    public static bool operator >=(DicomTime left, DicomTime right) => left.CompareTo(right) >= 0;
}
