using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <summary>A date and time (VR DT, PS3.5 6.2), to the precision that was given, with or without an offset from UTC.</summary>
public readonly record struct DicomDateTime
{
    /// <summary>Creates a date and time.</summary>
    /// <param name="value">Local date and time; what is finer than the precision, or than a microsecond, is cut off.</param>
    /// <param name="precision">How much of it is given.</param>
    /// <param name="offset">Offset from UTC in whole minutes, −12:00 to +14:00, or null when it is not given.</param>
    /// <param name="fractionDigits">Number of digits of the fraction, 1–6; only with <see cref="DicomTimePrecision.Fraction"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset or the digits are out of range.</exception>
    public DicomDateTime(
        DateTime value,
        DicomTimePrecision precision = DicomTimePrecision.Fraction,
        TimeSpan? offset = null,
        int fractionDigits = 6)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fractionDigits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionDigits, 6);
        if (offset is { } given && (given < TimeSpan.FromHours(-12) || given > TimeSpan.FromHours(14) || given.Ticks % TimeSpan.TicksPerMinute != 0))
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, "The offset from UTC is whole minutes from -12:00 to +14:00.");
        }
        Precision = precision;
        FractionDigits = precision == DicomTimePrecision.Fraction ? fractionDigits : 0;
        Offset = offset;
        Earliest = precision switch
        {
            DicomTimePrecision.Year => new DateTime(value.Year, 1, 1),
            DicomTimePrecision.Month => new DateTime(value.Year, value.Month, 1),
            DicomTimePrecision.Day => new DateTime(value.Year, value.Month, value.Day),
            _ => new DateTime(value.Ticks - value.Ticks % TimeText.UnitTicks(precision, FractionDigits)),
        };
    }

    /// <summary>The first moment that it stands for, local to <see cref="Offset"/>.</summary>
    public DateTime Earliest { get; }

    /// <summary>The last microsecond that it stands for: "2020" lasts until the end of that year.</summary>
    public DateTime Latest
    {
        get
        {
            long next = Precision switch
            {
                DicomTimePrecision.Year => Earliest.Year == 9999 ? DateTime.MaxValue.Ticks + 1 : Earliest.AddYears(1).Ticks,
                DicomTimePrecision.Month => Earliest is { Year: 9999, Month: 12 } ? DateTime.MaxValue.Ticks + 1 : Earliest.AddMonths(1).Ticks,
                DicomTimePrecision.Day => Earliest.Ticks + TimeSpan.TicksPerDay,
                _ => Earliest.Ticks + TimeText.UnitTicks(Precision, FractionDigits),
            };
            return new DateTime(next - TimeSpan.TicksPerMicrosecond);
        }
    }

    /// <summary>How much is given.</summary>
    public DicomTimePrecision Precision { get; }

    /// <summary>Number of digits of the fraction that are given, 0–6.</summary>
    public int FractionDigits { get; }

    /// <summary>Offset from UTC, or null when it is not given (then Timezone Offset From UTC (0008,0201) applies).</summary>
    public TimeSpan? Offset { get; }

    /// <summary>Reads a date and time.</summary>
    /// <param name="text">YYYYMMDDHHMMSS.FFFFFF&amp;ZZXX, cut off after any component; blanks around it are not significant.</param>
    /// <exception cref="FormatException">The text is not a date and time.</exception>
    public static DicomDateTime Parse(string text) =>
        TryParse(text, out DicomDateTime value) ? value : throw new FormatException($"'{text}' is not a DICOM date and time (YYYYMMDDHHMMSS.FFFFFF&ZZXX).");

    /// <summary>Reads a date and time as <see cref="Parse"/> does.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="value">The date and time.</param>
    /// <returns>False when the text is not a date and time.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out DicomDateTime value)
    {
        value = default;
        ReadOnlySpan<char> rest = text.AsSpan().Trim(" \0");
        TimeSpan? offset = null;
        if (rest.LastIndexOfAny('+', '-') is >= 0 and int sign)
        {
            if (!TryOffset(rest[sign..], out TimeSpan parsed))
            {
                return false;
            }
            offset = parsed;
            rest = rest[..sign];
        }
        if (rest.Length < 4 || !TimeText.TryNumber(rest[..4], 9999, out int year) || year == 0)
        {
            return false;
        }
        int month = 1;
        int day = 1;
        long ticks = 0;
        int digits = 0;
        var precision = DicomTimePrecision.Year;
        if (rest.Length >= 6)
        {
            precision = DicomTimePrecision.Month;
            if (!TimeText.TryNumber(rest[4..6], 12, out month) || month == 0)
            {
                return false;
            }
        }
        if (rest.Length >= 8)
        {
            precision = DicomTimePrecision.Day;
            if (!TimeText.TryNumber(rest[6..8], DateTime.DaysInMonth(year, month), out day) || day == 0)
            {
                return false;
            }
        }
        if (rest.Length > 8)
        {
            if (!TimeText.TryParse(rest[8..], out ticks, out precision, out digits))
            {
                return false;
            }
        }
        else if (rest.Length is 5 or 7)
        {
            return false;
        }
        value = new DicomDateTime(new DateTime(year, month, day).AddTicks(ticks), precision, offset, Math.Max(digits, 1));
        return true;
    }

    /// <summary>The first moment that it stands for, in UTC.</summary>
    /// <param name="defaultOffset">The offset that applies when none is given, such as the data set's or the local one.</param>
    public DateTimeOffset ToEarliest(TimeSpan defaultOffset) => Absolute(Earliest, defaultOffset);

    /// <summary>The last microsecond that it stands for.</summary>
    /// <param name="defaultOffset">The offset that applies when none is given, such as the data set's or the local one.</param>
    public DateTimeOffset ToLatest(TimeSpan defaultOffset) => Absolute(Latest, defaultOffset);

    /// <summary>As precise as was given, with the offset if it was given.</summary>
    public override string ToString()
    {
        string text = Precision switch
        {
            DicomTimePrecision.Year => Earliest.ToString("yyyy", CultureInfo.InvariantCulture),
            DicomTimePrecision.Month => Earliest.ToString("yyyyMM", CultureInfo.InvariantCulture),
            DicomTimePrecision.Day => Earliest.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            _ => Earliest.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
                + TimeText.Format(Earliest.TimeOfDay.Ticks, Precision, FractionDigits),
        };
        return Offset is { } offset
            ? text + (offset < TimeSpan.Zero ? '-' : '+') + offset.ToString("hhmm", CultureInfo.InvariantCulture)
            : text;
    }

    private DateTimeOffset Absolute(DateTime local, TimeSpan defaultOffset)
    {
        TimeSpan offset = Offset ?? defaultOffset;
        long utc = Math.Clamp(local.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTimeOffset(utc, TimeSpan.Zero);
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text.Length != 5 || !TimeText.TryNumber(text[1..3], 14, out int hours) || !TimeText.TryNumber(text[3..5], 59, out int minutes))
        {
            return false;
        }
        offset = new TimeSpan(hours, minutes, 0);
        if (text[0] == '-')
        {
            offset = -offset;
        }
        return offset >= TimeSpan.FromHours(-12) && offset <= TimeSpan.FromHours(14);
    }
}
