namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Study date and time as one number that sorts by time: yyyymmdd × 10⁸ + milliseconds of the day; 0 when there is no date.
/// </summary>
internal static class StudyMoment
{
    private const long Day = 100_000_000;

    public static long From(DateOnly? date, TimeOnly? time) =>
        date is { } day ? (DateNumber(day) * Day) + (time?.Ticks / TimeSpan.TicksPerMillisecond ?? 0) : 0;

    public static int DateNumber(DateOnly date) => (date.Year * 10000) + (date.Month * 100) + date.Day;

    public static DateTime? ToDateTime(long moment) =>
        ToDate((int)(moment / Day)) is { } date ? date.ToDateTime(TimeOnly.MinValue).AddMilliseconds(moment % Day) : null;

    public static DateOnly? ToDate(int number)
    {
        var (year, month, day) = (number / 10000, number / 100 % 100, number % 100);
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
    }

    public static long StartOf(DateOnly date) => DateNumber(date) * Day;

    /// <summary>First moment after the day.</summary>
    public static long EndOf(DateOnly date) => (DateNumber(date) + 1) * Day;
}
