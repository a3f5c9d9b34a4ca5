namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Sends the study.</summary>
internal abstract class InstanceSender(string name)
{
    public string Name { get; } = name;

    /// <summary>Sends everything, on one association.</summary>
    /// <returns>How long it took, and processor seconds of the sender.</returns>
    public abstract Task<(TimeSpan Elapsed, double CpuSeconds)> SendAsync(ServerAddress server, InstanceSet set, CancellationToken cancellationToken);
}
