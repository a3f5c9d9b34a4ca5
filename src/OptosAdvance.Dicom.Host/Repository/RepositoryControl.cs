using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>What one caller may ask of the repository.</summary>
internal sealed class RepositoryControl(ControlCaller caller, RepositoryStatusReader status, RepositoryPurge purge) : IRepositoryWire
{
    private const int ItemsAhead = 256;

    public Task<RepositoryStatus> GetRepositoryStatusAsync(CancellationToken cancellationToken) => status.ReadAsync(cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<PurgeEvent>> PurgeAsync(PurgeRequest request, CancellationToken cancellationToken) =>
        new Batches<PurgeEvent>(token => purge.PurgeAsync(request, caller.UserName, token), ItemsAhead, caller.SessionEnded);

    public IAsyncEnumerable<IReadOnlyList<PurgeEvent>> PreviewPurgeAsync(PurgeRequest request, CancellationToken cancellationToken) =>
        new Batches<PurgeEvent>(token => purge.PreviewAsync(request, token), ItemsAhead, caller.SessionEnded);
}
