namespace OptosAdvance.Dicom.Contracts;

/// <summary>Storage commitment as it travels.</summary>
internal interface ICommitmentWire
{
    Task<OutboundJob> RequestStorageCommitmentAsync(StorageCommitmentRequest request, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<StorageCommitment>> GetStorageCommitmentsAsync(StorageCommitmentQuery query, CancellationToken cancellationToken);
}
