namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Figures of one run, or medians of several.</summary>
/// <param name="Set">Name of the set.</param>
/// <param name="Server">Name of the server.</param>
/// <param name="Associations">Associations at the same time.</param>
/// <param name="Instances">Instances sent.</param>
/// <param name="InstancesPerSecond">Instances answered a second.</param>
/// <param name="MegabytesPerSecond">10^6 bytes of data sets a second.</param>
/// <param name="CpuSecondsPerGigabyte">Processor seconds of the server for 10^9 bytes; null for what is no server.</param>
/// <param name="PeakMegabytes">Peak of the server's resident memory; null for what is no server.</param>
/// <param name="P50Milliseconds">Median latency of an instance.</param>
/// <param name="P99Milliseconds">99th percentile of the latency.</param>
internal sealed record Measurement(
    string Set,
    string Server,
    int Associations,
    int Instances,
    double InstancesPerSecond,
    double MegabytesPerSecond,
    double? CpuSecondsPerGigabyte,
    double? PeakMegabytes,
    double P50Milliseconds,
    double P99Milliseconds)
{
    /// <summary>Instances that were answered with success and are not on disk afterwards; of several runs, of the worst.</summary>
    public int Missing { get; init; }

    public static Measurement From(
        InstanceSet set, string server, int associations, TimeSpan elapsed, TimeSpan[] latencies, long bytes, double? cpuSeconds, double? peakMegabytes)
    {
        var sorted = latencies.Order().ToArray();
        return new Measurement(
            set.Name,
            server,
            associations,
            latencies.Length,
            latencies.Length / elapsed.TotalSeconds,
            bytes * latencies.Length / 1e6 / elapsed.TotalSeconds,
            cpuSeconds / (bytes * latencies.Length / 1e9),
            peakMegabytes,
            sorted[(sorted.Length - 1) / 2].TotalMilliseconds,
            sorted[(int)((sorted.Length - 1) * 0.99)].TotalMilliseconds);
    }

    /// <summary>Each figure's median.</summary>
    public static Measurement MedianOf(IReadOnlyCollection<Measurement> runs) => runs.First() with
    {
        InstancesPerSecond = Median(runs, run => run.InstancesPerSecond),
        MegabytesPerSecond = Median(runs, run => run.MegabytesPerSecond),
        CpuSecondsPerGigabyte = runs.First().CpuSecondsPerGigabyte is null ? null : Median(runs, run => run.CpuSecondsPerGigabyte!.Value),
        PeakMegabytes = runs.First().PeakMegabytes is null ? null : Median(runs, run => run.PeakMegabytes!.Value),
        P50Milliseconds = Median(runs, run => run.P50Milliseconds),
        P99Milliseconds = Median(runs, run => run.P99Milliseconds),
        Missing = runs.Max(run => run.Missing),
    };

    private static double Median(IReadOnlyCollection<Measurement> runs, Func<Measurement, double> figure)
    {
        var sorted = runs.Select(figure).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
