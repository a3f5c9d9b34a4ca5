using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Storage commitment as one caller of the control endpoint sees it.</summary>
internal sealed class CommitmentControl(ControlCaller caller, IStorageCommitment commitment) : ICommitmentWire
{
    private const int ItemsAhead = 16;

    public Task<OutboundJob> RequestStorageCommitmentAsync(StorageCommitmentRequest request, CancellationToken cancellationToken) =>
        commitment.RequestAsync(request, caller.UserName, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<StorageCommitment>> GetStorageCommitmentsAsync(StorageCommitmentQuery query, CancellationToken cancellationToken) =>
        new Batches<StorageCommitment>(token => ListAsync(query, token), ItemsAhead, caller.SessionEnded);

    private async IAsyncEnumerable<StorageCommitment> ListAsync(
        StorageCommitmentQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var transaction in await commitment.ListAsync(query, cancellationToken))
        {
            yield return transaction;
        }
    }
}
