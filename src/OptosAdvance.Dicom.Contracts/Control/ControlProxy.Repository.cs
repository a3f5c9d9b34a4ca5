namespace OptosAdvance.Dicom.Contracts;

internal sealed partial class ControlProxy
{
    public Task<RepositoryStatus> GetRepositoryStatusAsync(CancellationToken cancellationToken) =>
        CallAsync<RepositoryStatus>(nameof(GetRepositoryStatusAsync), cancellationToken);

    public IAsyncEnumerable<PurgeEvent> PurgeAsync(PurgeRequest request, CancellationToken cancellationToken) =>
        StreamAsync<PurgeEvent>(nameof(PurgeAsync), request, cancellationToken);

    public IAsyncEnumerable<PurgeEvent> PreviewPurgeAsync(PurgeRequest request, CancellationToken cancellationToken) =>
        StreamAsync<PurgeEvent>(nameof(PreviewPurgeAsync), request, cancellationToken);
}
