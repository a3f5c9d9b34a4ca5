namespace OptosAdvance.Dicom.Contracts;

internal sealed partial class ControlProxy
{
    public Task<OutboundJob> RequestStorageCommitmentAsync(StorageCommitmentRequest request, CancellationToken cancellationToken) =>
        CallAsync<OutboundJob>(nameof(RequestStorageCommitmentAsync), cancellationToken, request);

    public IAsyncEnumerable<StorageCommitment> GetStorageCommitmentsAsync(StorageCommitmentQuery query, CancellationToken cancellationToken) =>
        StreamAsync<StorageCommitment>(nameof(GetStorageCommitmentsAsync), query, cancellationToken);
}
