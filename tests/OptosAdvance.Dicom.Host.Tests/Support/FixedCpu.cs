namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Processors that are as idle as a test says, in percent; null when they do not tell.</summary>
internal sealed class FixedCpu : ICpuProbe
{
    private ulong _idle;
    private ulong _total;

    public int? IdlePercent { get; set; } = 100;

    public CpuTimes? Read()
    {
        if (IdlePercent is not { } percent)
        {
            return null;
        }

        _idle += (ulong)percent;
        _total += 100;
        return new CpuTimes(_idle, _total);
    }
}
