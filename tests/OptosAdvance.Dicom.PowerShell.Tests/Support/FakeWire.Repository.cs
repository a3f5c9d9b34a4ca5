using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeWire : IRepositoryWire
{
    public Task<RepositoryStatus> GetRepositoryStatusAsync(CancellationToken cancellationToken) => control.GetRepositoryStatusAsync(cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<PurgeEvent>> PurgeAsync(PurgeRequest request, CancellationToken cancellationToken) =>
        BatchAsync(control.PurgeAsync(request, cancellationToken), cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<PurgeEvent>> PreviewPurgeAsync(PurgeRequest request, CancellationToken cancellationToken) =>
        BatchAsync(control.PreviewPurgeAsync(request, cancellationToken), cancellationToken);
}
