using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Sends requests to an archive, and keeps the association open a while for archives that report on it.</summary>
internal sealed class CommitmentConversation(CommitmentStore store, IActivityLog activity, TimeProvider time)
{
    /// <summary>Sends one request.</summary>
    /// <param name="association">With the archive; it has accepted Storage Commitment.</param>
    /// <param name="entry">The archive.</param>
    /// <param name="transaction">Not known to anybody yet.</param>
    /// <param name="overdue">Transactions that it takes the place of.</param>
    /// <param name="cancellationToken">Gives up; the request may or may not have reached the archive.</param>
    /// <returns>As it is now: pending, failed, or answered already.</returns>
    /// <exception cref="DicomNetworkException">The association broke; the archive may have the request, and its report counts.</exception>
    public async Task<CommitmentTransaction> AskAsync(
        DicomAssociation association,
        RemoteAE entry,
        CommitmentTransaction transaction,
        IEnumerable<CommitmentTransaction> overdue,
        CancellationToken cancellationToken)
    {
        // From here on the archive may know the UID.
        store.Add(transaction);
        foreach (var old in overdue)
        {
            Supersede(old, transaction);
        }

        var response = await association.NActionAsync(CommitmentMessages.Request, CommitmentMessages.RequestInformation(transaction), cancellationToken);
        return response.Status.IsSuccessOrWarning ? Accept(transaction, entry) : Refuse(transaction, entry, response);
    }

    /// <summary>Until every transaction is settled, on this association or another, or the time is up, or the archive ends the association.</summary>
    public async Task WaitForReportsAsync(DicomAssociation association, IReadOnlyList<string> uids, TimeSpan limit, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Changed += Look;
        try
        {
            Look("");
            await using var ended = association.Ended.Register(() => done.TrySetResult());
            await done.Task.WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // It reports on an association of its own, later.
        }
        finally
        {
            store.Changed -= Look;
        }

        void Look(string uid)
        {
            if (uids.All(each => store.Find(each) is not { State: StorageCommitmentState.Pending }))
            {
                done.TrySetResult();
            }
        }
    }

    /// <summary>Ends the association. That is a courtesy: what had to be said has been said.</summary>
    public static async Task ReleaseAsync(DicomAssociation association)
    {
        try
        {
            if (!association.Ended.IsCancellationRequested)
            {
                await association.ReleaseAsync(CancellationToken.None);
            }
        }
        catch (DicomNetworkException)
        {
            // The archive was faster, or went away.
        }
    }

    /// <summary>Patience doubles with each attempt.</summary>
    public static TimeSpan WaitFor(RemoteAE entry, int attempt) => TimeSpan.FromMinutes(entry.CommitmentTimeoutMinutes) * Math.Pow(2, attempt - 1);

    private void Supersede(CommitmentTransaction old, CommitmentTransaction successor)
    {
        var replaced = store.Change(old.Uid, current => current is { IsUnanswered: true, IsFinished: false }
            ? current with
            {
                State = StorageCommitmentState.Superseded,
                SupersededBy = successor.Uid,
                DueAt = null,
                Message = current.State == StorageCommitmentState.Pending
                    ? $"{current.AE} has not answered in time, and is asked again."
                    : "The conversation broke before the archive answered; it is asked again.",
            }
            : null);
        if (replaced is not null)
        {
            Record(replaced, ActivityOutcome.Warning, $"{replaced.Message} Transaction {replaced.Uid}.");
        }
    }

    private CommitmentTransaction Accept(CommitmentTransaction transaction, RemoteAE entry)
    {
        var now = time.GetUtcNow();
        Record(transaction, ActivityOutcome.Success, $"Asked to commit {CommitmentMessages.Instances(transaction.Instances.Count)}, transaction {transaction.Uid}.");
        return store.Change(transaction.Uid, current => current.State == StorageCommitmentState.Sending
            ? current with
            {
                State = StorageCommitmentState.Pending,
                AcceptedAt = now,
                DueAt = current.IsUnanswered ? now + WaitFor(entry, current.Attempt) : null,
                Message = $"{entry.Name} took the request; its answer is waited for.",
            }
            : current with { AcceptedAt = now })!;
    }

    private CommitmentTransaction Refuse(CommitmentTransaction transaction, RemoteAE entry, NActionResponse response)
    {
        var comment = response.ErrorComment is { Length: > 0 } text ? $" ({text})" : "";
        var refused = store.Change(transaction.Uid, current => current.IsUnanswered
            ? current with
            {
                State = StorageCommitmentState.Failed,
                AnsweredAt = time.GetUtcNow(),
                DueAt = null,
                Message = $"{entry.Name} refused the request: {response.Status}{comment}.",
                Instances =
                [
                    .. current.Instances.Select(instance => instance with { State = StorageCommitmentInstanceState.Failed, FailureReason = response.Status.Code }),
                ],
            }
            : null);
        if (refused is null)
        {
            // It has reported what it says it will not: the report is what counts.
            return store.Find(transaction.Uid)!;
        }

        Record(refused, ActivityOutcome.Failure, refused.Message);
        return refused;
    }

    private void Record(CommitmentTransaction transaction, ActivityOutcome outcome, string message) => activity.Record(new ActivityRecord
    {
        Kind = ActivityKind.StorageCommitment,
        Outcome = outcome,
        Peer = transaction.AETitle,
        StudyInstanceUid = transaction.StudyInstanceUid,
        Instances = outcome == ActivityOutcome.Success ? transaction.Instances.Count : null,
        Message = message,
    });
}
