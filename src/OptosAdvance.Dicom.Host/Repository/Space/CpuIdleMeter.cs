namespace OptosAdvance.Dicom.Host;

/// <summary>How idle the machine's processors were over the last interval. Thread-safe.</summary>
internal sealed class CpuIdleMeter(ICpuProbe probe)
{
    private readonly Lock _gate = new();
    private CpuTimes? _before = probe.Read();
    private double? _percent;

    /// <summary>Percent over the last interval; null before there was one.</summary>
    public double? Percent
    {
        get
        {
            lock (_gate)
            {
                return _percent;
            }
        }
    }

    /// <summary>Ends an interval and begins the next.</summary>
    /// <returns>Percent idle over the interval; null when it cannot be told.</returns>
    public double? Measure()
    {
        lock (_gate)
        {
            var now = probe.Read();
            _percent = _before is { } before && now is { } after ? CpuTimes.IdlePercent(before, after) : null;
            _before = now;
            return _percent;
        }
    }
}
