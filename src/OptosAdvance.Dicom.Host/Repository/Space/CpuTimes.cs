namespace OptosAdvance.Dicom.Host;

/// <summary>What the machine's processors have done since it started, all of them together, in any one unit.</summary>
/// <param name="Idle">Time without anything to do.</param>
/// <param name="Total">All time, idle included.</param>
internal readonly record struct CpuTimes(ulong Idle, ulong Total)
{
    /// <summary>Percent idle between two readings, 0 to 100; null when no time has passed or a counter went back.</summary>
    public static double? IdlePercent(CpuTimes before, CpuTimes after) =>
        after.Total > before.Total && after.Idle >= before.Idle
            ? Math.Min(100, 100.0 * (after.Idle - before.Idle) / (after.Total - before.Total))
            : null;
}
