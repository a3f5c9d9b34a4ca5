using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeControl
{
    public RepositoryStatus Repository { get; set; } = new()
    {
        Path = "/data/images",
        TotalBytes = 100L << 30,
        FreeBytes = 25L << 30,
        CriticalBytes = 5L << 30,
        LowBytes = 10L << 30,
        HighBytes = 15L << 30,
        State = ServiceState.Running,
        Volumes = [new WatchedVolume { Use = "Repository, Data", Path = "/data/images", TotalBytes = 100L << 30, FreeBytes = 25L << 30, CriticalBytes = 5L << 30 }],
        Purge = new PurgeStatus { Explanation = "Free space is not below the low watermark." },
    };

    public List<PurgeEvent> PurgeEvents { get; } = [];

    public List<PurgeEvent> PurgePreview { get; } = [];

    public Task<RepositoryStatus> GetRepositoryStatusAsync(CancellationToken cancellationToken) => Task.FromResult(Repository);

    public IAsyncEnumerable<PurgeEvent> PurgeAsync(PurgeRequest request, CancellationToken cancellationToken) =>
        StreamAsync(request, PurgeEvents, cancellationToken);

    public IAsyncEnumerable<PurgeEvent> PreviewPurgeAsync(PurgeRequest request, CancellationToken cancellationToken) =>
        StreamAsync(request, PurgePreview, cancellationToken);
}
