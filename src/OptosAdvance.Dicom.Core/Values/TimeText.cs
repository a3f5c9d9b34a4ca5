using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <summary>The text form HHMMSS.FFFFFF that times (TM) and date times (DT) share.</summary>
internal static class TimeText
{
    private const int MaximumFractionDigits = 6;

    /// <summary>How many ticks the last given unit lasts, for precisions from hour on.</summary>
    internal static long UnitTicks(DicomTimePrecision precision, int fractionDigits)
    {
        switch (precision)
        {
            case DicomTimePrecision.Hour:
                return TimeSpan.TicksPerHour;
            case DicomTimePrecision.Minute:
                return TimeSpan.TicksPerMinute;
            case DicomTimePrecision.Second:
                return TimeSpan.TicksPerSecond;
            default:
                long unit = TimeSpan.TicksPerSecond;
                for (int i = 0; i < fractionDigits; i++)
                {
                    unit /= 10;
                }
                return unit;
        }
    }

    internal static bool TryParse(ReadOnlySpan<char> text, out long ticks, out DicomTimePrecision precision, out int fractionDigits)
    {
        (ticks, precision, fractionDigits) = (0, DicomTimePrecision.Hour, 0);
        int dot = text.IndexOf('.');
        ReadOnlySpan<char> whole = dot < 0 ? text : text[..dot];
        if (whole.Length is not (2 or 4 or 6) || (dot >= 0 && whole.Length != 6))
        {
            return false;
        }
        if (!TryNumber(whole[..2], 23, out int hour))
        {
            return false;
        }
        int minute = 0;
        int second = 0;
        if (whole.Length >= 4)
        {
            precision = DicomTimePrecision.Minute;
            if (!TryNumber(whole[2..4], 59, out minute))
            {
                return false;
            }
        }
        if (whole.Length == 6)
        {
            precision = DicomTimePrecision.Second;
            if (!TryNumber(whole[4..6], 60, out second))
            {
                return false;
            }
        }
        long fraction = 0;
        if (dot >= 0)
        {
            ReadOnlySpan<char> digits = text[(dot + 1)..];
            if (digits.Length is 0 or > MaximumFractionDigits || !TryNumber(digits, 999_999, out int value))
            {
                return false;
            }
            (precision, fractionDigits) = (DicomTimePrecision.Fraction, digits.Length);
            fraction = value * UnitTicks(DicomTimePrecision.Fraction, fractionDigits);
        }
        if (second == 60)
        {
            (second, fraction, precision, fractionDigits) =
                (59, TimeSpan.TicksPerSecond - TimeSpan.TicksPerMicrosecond, DicomTimePrecision.Fraction, MaximumFractionDigits);
        }
        ticks = hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute + second * TimeSpan.TicksPerSecond + fraction;
        return true;
    }

    internal static string Format(long ticks, DicomTimePrecision precision, int fractionDigits)
    {
        var time = new TimeOnly(ticks);
        return precision switch
        {
            DicomTimePrecision.Hour => time.ToString("HH", CultureInfo.InvariantCulture),
            DicomTimePrecision.Minute => time.ToString("HHmm", CultureInfo.InvariantCulture),
            DicomTimePrecision.Second => time.ToString("HHmmss", CultureInfo.InvariantCulture),
            _ => time.ToString("HHmmss.ffffff", CultureInfo.InvariantCulture)[..(7 + fractionDigits)],
        };
    }

    internal static bool TryNumber(ReadOnlySpan<char> digits, int maximum, out int value) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= maximum;
}
