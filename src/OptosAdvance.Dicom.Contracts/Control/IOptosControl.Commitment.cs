namespace OptosAdvance.Dicom.Contracts;

public partial interface IOptosControl
{
    /// <summary>Asks an archive to confirm that it keeps a study. Returns the job that asks and waits for the answer.</summary>
    Task<OutboundJob> RequestStorageCommitmentAsync(StorageCommitmentRequest request, CancellationToken cancellationToken);

    /// <summary>Storage commitment transactions, newest first.</summary>
    IAsyncEnumerable<StorageCommitment> GetStorageCommitmentsAsync(StorageCommitmentQuery query, CancellationToken cancellationToken);
}
