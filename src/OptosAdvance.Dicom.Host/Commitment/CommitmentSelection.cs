namespace OptosAdvance.Dicom.Host;

/// <summary>Decides what an archive can be asked for now.</summary>
internal sealed class CommitmentSelection(ICommittedState committed)
{
    /// <summary>Instances of one transaction: archives that read a request into memory, or answer in one go, are not to be overburdened.</summary>
    public const int MaximumInstances = 500;

    /// <summary>Parts the instances into transactions.</summary>
    /// <param name="wanted">What is to be asked for.</param>
    /// <param name="notAfter">When the send that it is about began, or the request was made: what was received later is another version.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The transactions, and what cannot be asked for with the reason.</returns>
    public async Task<(List<CommitmentPart> Parts, List<(JobInstance Instance, string Objection)> Refused)> SelectAsync(
        IReadOnlyCollection<JobInstance> wanted, DateTimeOffset notAfter, CancellationToken cancellationToken)
    {
        var held = (await committed.FindAsync([.. wanted.Select(static instance => instance.SopInstanceUid).Distinct()], cancellationToken))
            .ToLookup(static instance => instance.Key.SopInstanceUid);
        var parts = new List<CommitmentPart>();
        var refused = new List<(JobInstance, string)>();
        foreach (var study in wanted.GroupBy(static instance => instance.StudyInstanceUid))
        {
            var askable = new List<CommitmentInstance>();
            foreach (var instance in study)
            {
                var found = held[instance.SopInstanceUid].ToList();
                if (FindObjection(instance, found, notAfter) is { } objection)
                {
                    refused.Add((instance, objection));
                }
                else
                {
                    askable.Add(new CommitmentInstance(found[0]));
                }
            }

            parts.AddRange(askable.Chunk(MaximumInstances).Select(part => new CommitmentPart(study.Key, part)));
        }

        return (parts, refused);
    }

    private static string? FindObjection(JobInstance instance, List<HeldInstance> found, DateTimeOffset notAfter)
    {
        if (!found.Exists(held => held.Key.StudyInstanceUid == instance.StudyInstanceUid && held.Key.SeriesInstanceUid == instance.SeriesInstanceUid))
        {
            return "it is not held here any more";
        }

        // An archive knows an instance by its UID alone: its answer would not say which of the two it keeps.
        return found.Count > 1 ? "its SOP Instance UID is that of another instance as well"
            : found[0].ReceivedAt > notAfter ? "another version of it has been received since"
            : null;
    }
}
