namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Figures of one run of a sender, or medians of several.</summary>
internal sealed record SendingRun(string Set, string Sender, double InstancesPerSecond, double MegabytesPerSecond, double CpuSecondsPerGigabyte)
{
    /// <summary>Each figure's median.</summary>
    public static SendingRun MedianOf(IReadOnlyCollection<SendingRun> runs) => runs.First() with
    {
        InstancesPerSecond = Median(runs, static run => run.InstancesPerSecond),
        MegabytesPerSecond = Median(runs, static run => run.MegabytesPerSecond),
        CpuSecondsPerGigabyte = Median(runs, static run => run.CpuSecondsPerGigabyte),
    };

    private static double Median(IReadOnlyCollection<SendingRun> runs, Func<SendingRun, double> figure)
    {
        var sorted = runs.Select(figure).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
