using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for asking archives to confirm that they keep what is held here.</summary>
internal interface IStorageCommitment
{
    /// <summary>Asks an archive about a study or some of its instances. The job is durable when the task completes.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Cancels before there is a job.</param>
    /// <returns>The job that asks and waits for the answer.</returns>
    /// <exception cref="ControlException">
    /// There is no such remote AE, it does not have the service StorageCommitment, or the index does not hold the study or the instances.
    /// </exception>
    Task<OutboundJob> RequestAsync(StorageCommitmentRequest request, string actor, CancellationToken cancellationToken);

    /// <summary>Transactions that match, newest first.</summary>
    Task<IReadOnlyList<StorageCommitment>> ListAsync(StorageCommitmentQuery query, CancellationToken cancellationToken);
}
