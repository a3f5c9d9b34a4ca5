using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Takes requests for storage commitment, and knows the transactions.</summary>
internal sealed class CommitmentService(CommitmentStore store, ICommittedState committed, IJobs jobs, IApplianceSettings settings) : IStorageCommitment
{
    /// <inheritdoc/>
    public async Task<OutboundJob> RequestAsync(StorageCommitmentRequest request, string actor, CancellationToken cancellationToken)
    {
        var entry = RequireArchive(request.AE);
        var held = await committed.ListAsync(request.StudyInstanceUid, cancellationToken);
        if (held.Count == 0)
        {
            throw Errors.StudyNotFound(request.StudyInstanceUid);
        }

        if (request.SopInstanceUids.Count > 0)
        {
            var wanted = request.SopInstanceUids.ToHashSet();
            held = [.. held.Where(instance => wanted.Contains(instance.Key.SopInstanceUid))];
            if (held.DistinctBy(static instance => instance.Key.SopInstanceUid).Count() < wanted.Count)
            {
                throw Errors.InvalidArgument("The study does not hold every one of the instances.", "List its instances with Get-OptosStudy -Instance.");
            }
        }

        return await jobs.EnqueueAsync(
            new NewJob
            {
                Kind = JobKind.Commitment,
                Destination = entry.Name,
                Description = $"Ask {entry.Name} to commit {CommitmentMessages.Instances(held.Count)}",
                Actor = actor,
                Instances = [.. held.Select(static instance => new JobInstance(instance.Key.StudyInstanceUid, instance.Key.SeriesInstanceUid, instance.Key.SopInstanceUid))],
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StorageCommitment>> ListAsync(StorageCommitmentQuery query, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<StorageCommitment>>(() => store.List(query), cancellationToken);

    private RemoteAE RequireArchive(string name)
    {
        var entry = settings.Current.RemoteAEs.FirstOrDefault(entry => string.Equals(entry.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw Errors.RemoteAENotFound(name);
        return entry.Services.HasFlag(RemoteServices.StorageCommitment) && entry.AETitle is not null
            ? entry
            : throw Errors.InvalidArgument(
                $"The remote AE '{entry.Name}' does not have the service StorageCommitment.", "Add it to its Services with Set-OptosDicomAE, or name another.");
    }
}
