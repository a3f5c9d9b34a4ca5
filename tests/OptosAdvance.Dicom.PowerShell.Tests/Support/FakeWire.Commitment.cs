using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeWire : ICommitmentWire
{
    public Task<OutboundJob> RequestStorageCommitmentAsync(StorageCommitmentRequest request, CancellationToken cancellationToken) =>
        control.RequestStorageCommitmentAsync(request, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<StorageCommitment>> GetStorageCommitmentsAsync(StorageCommitmentQuery query, CancellationToken cancellationToken) =>
        BatchAsync(control.GetStorageCommitmentsAsync(query, cancellationToken), cancellationToken);
}
