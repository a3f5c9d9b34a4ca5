using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeControl
{
    public List<StorageCommitment> Commitments { get; } = [];

    /// <summary>The first of <see cref="Jobs"/> that nobody has asked for yet.</summary>
    public Task<OutboundJob> RequestStorageCommitmentAsync(StorageCommitmentRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        var given = Requests.OfType<StorageCommitmentRequest>().Count();
        return Configuration.RemoteAEs.Any(entry => entry.Name == request.AE)
            ? Task.FromResult(Jobs.DistinctBy(static job => job.Id).Skip(given - 1).First())
            : throw new ControlException(new ControlError { Id = ErrorIds.NotFound, Category = ControlErrorCategory.ObjectNotFound, Message = $"There is no remote AE '{request.AE}'.", Target = request.AE });
    }

    public IAsyncEnumerable<StorageCommitment> GetStorageCommitmentsAsync(StorageCommitmentQuery query, CancellationToken cancellationToken) => StreamAsync(
        query,
        [
            .. Commitments.Where(each => (query.JobId.Count == 0 || query.JobId.Contains(each.JobId))
                && (query.TransactionUid.Count == 0 || query.TransactionUid.Contains(each.TransactionUid))),
        ],
        cancellationToken);
}
