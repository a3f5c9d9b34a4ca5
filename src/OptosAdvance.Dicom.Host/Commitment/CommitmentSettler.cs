using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Brings reported results into the index, and decides what becomes of a transaction.</summary>
internal sealed class CommitmentSettler(CommitmentStore store, ICommittedState committed, IJobs jobs, IActivityLog activity)
{
    /// <summary>Settles a transaction whose report is recorded; doing it twice changes nothing more.</summary>
    /// <param name="uid">Transaction.</param>
    /// <param name="peer">Who reported; null when it is done later.</param>
    public async Task SettleAsync(string uid, CommitmentPeer? peer)
    {
        if (store.Find(uid) is not { Settlement: not CommitmentSettlement.Durable } transaction)
        {
            return;
        }

        var confirmed = transaction.Instances.Where(static instance => instance.State == StorageCommitmentInstanceState.Committed).ToList();
        var marked = await committed.MarkAsync(
            [.. confirmed.Select(instance => (Key(transaction, instance), instance.File))], transaction.AnsweredAt!.Value, transaction.AE);
        var changed = confirmed.Where((_, i) => !marked[i]).Select(static instance => instance.SopInstanceUid).ToHashSet();
        if (transaction.Settlement != CommitmentSettlement.Recorded)
        {
            return;
        }

        // The job first: when the transaction says that it is over, the job must not think that something is left undone.
        await jobs.ReportAsync(transaction.JobId, [.. Results(Settle(transaction, changed))], CancellationToken.None);
        var settled = store.Change(uid, current => current.Settlement == CommitmentSettlement.Recorded ? Settle(current, changed) : null);
        if (settled is null)
        {
            return;
        }

        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.StorageCommitment,
            Outcome = settled.State == StorageCommitmentState.Committed ? ActivityOutcome.Success : ActivityOutcome.Failure,
            Peer = settled.AETitle,
            Address = peer?.Address,
            StudyInstanceUid = settled.StudyInstanceUid,
            Instances = settled.Count(StorageCommitmentInstanceState.Committed),
            DurationMilliseconds = (settled.AnsweredAt - (settled.AcceptedAt ?? settled.RequestedAt))?.TotalMilliseconds,
            Message = settled.Message,
        });
    }

    /// <summary>
    /// What the job is told. What the archive could not do for the time being is left undone, so that it is asked again; failures of a report that
    /// comes late are not told, since it has been asked again already.
    /// </summary>
    private static IEnumerable<JobItemResult> Results(CommitmentTransaction transaction)
    {
        foreach (var instance in transaction.Instances)
        {
            var key = new JobInstance(transaction.StudyInstanceUid, instance.SeriesInstanceUid, instance.SopInstanceUid);
            if (instance.State == StorageCommitmentInstanceState.Committed)
            {
                yield return new JobItemResult(key, JobItemState.Succeeded);
            }
            else if (transaction.SupersededBy.Length == 0 && !instance.IsWorthAskingAgain)
            {
                yield return new JobItemResult(key, JobItemState.Failed, instance.FailureReason, instance.Reason);
            }
        }
    }

    private static InstanceKey Key(CommitmentTransaction transaction, CommitmentInstance instance) =>
        new(transaction.StudyInstanceUid, instance.SeriesInstanceUid, instance.SopInstanceUid);

    private static CommitmentTransaction Settle(CommitmentTransaction transaction, HashSet<string> changed)
    {
        var isLate = transaction.State is StorageCommitmentState.TimedOut or StorageCommitmentState.Superseded;
        var settled = transaction with
        {
            Settlement = CommitmentSettlement.Marked,
            Instances = changed.Count == 0
                ? transaction.Instances
                : [.. transaction.Instances.Select(instance => changed.Contains(instance.SopInstanceUid) ? instance with { State = StorageCommitmentInstanceState.Changed } : instance)],
        };
        var kept = settled.Count(StorageCommitmentInstanceState.Committed);
        return settled with
        {
            State = kept == settled.Instances.Count ? StorageCommitmentState.Committed
                : kept > 0 ? StorageCommitmentState.PartlyFailed
                : StorageCommitmentState.Failed,
            Message = (isLate ? "Late: " : "") + CommitmentMessages.Describe(settled),
        };
    }
}
