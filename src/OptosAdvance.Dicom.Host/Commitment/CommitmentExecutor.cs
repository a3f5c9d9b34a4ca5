using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Asks an archive to commit the instances of a job, and asks again under a new transaction UID what it has not answered in time, or could not do for
/// the time being. The answers come in elsewhere (<see cref="CommitmentReceiver"/>) and are the job's results.
/// </summary>
internal sealed class CommitmentExecutor(
    CommitmentStore store, CommitmentSelection selection, CommitmentConversation conversation, CommitmentReceiver receiver, TimeProvider time)
    : IJobExecutor
{
    /// <summary>How often an archive is asked for the same instances before it is given up. The wait for its answer doubles each time.</summary>
    public const int MaximumAttempts = 4;

    /// <summary>Wait before it is asked again for what it could not do for the time being; doubles each time.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public JobKind Kind => JobKind.Commitment;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(IJobRun run, CancellationToken cancellationToken)
    {
        if (run.Remote is not { AETitle: not null, HostName: not null } || !run.Remote.Services.HasFlag(RemoteServices.StorageCommitment))
        {
            return new JobOutcome.Fail($"{run.Remote.Name} does not have the service StorageCommitment. Add it with Set-OptosDicomAE and resume the job.");
        }

        var data = CommitmentJobData.Parse(run.Data);
        var now = time.GetUtcNow();
        var open = store.ListOf(run.Job.Id).Where(static transaction => transaction is { IsFinished: false, IsUnanswered: true }).ToList();
        var waiting = open.Where(transaction => transaction.State == StorageCommitmentState.Pending && transaction.DueAt > now).ToList();
        var asked = waiting.SelectMany(static transaction => transaction.Instances).Select(static instance => instance.SopInstanceUid).ToHashSet();
        var left = run.Remaining.Where(instance => !asked.Contains(instance.SopInstanceUid)).ToList();
        if (left.Count == 0)
        {
            return Conclude(run, waiting, default);
        }

        if (data.Asked >= MaximumAttempts)
        {
            await run.SetDataAsync((data with { Asked = 0 }).ToString());
            return GiveUp(run, open);
        }

        var (parts, refused) = await selection.SelectAsync(left, data.SentAfter ?? run.Job.CreatedAt, cancellationToken);
        foreach (var (instance, objection) in refused)
        {
            await run.ReportAsync(new JobItemResult(instance, JobItemState.Failed, Comment: objection));
        }

        var sent = parts.Count == 0 ? [] : await AskAsync(run, parts, data, [.. open.Except(waiting)], cancellationToken);
        if (sent is null)
        {
            return new JobOutcome.Fail($"{run.Remote.Name} does not accept Storage Commitment. Look at what services it is configured for, and resume the job.");
        }

        await run.SetDataAsync((data with { Asked = data.Asked + 1 }).ToString());
        await run.FlushAsync();
        return Conclude(run, [.. waiting, .. sent.Select(store.Find).OfType<CommitmentTransaction>()], RetryDelay * Math.Pow(2, data.Asked));
    }

    /// <summary>Sends a request for each part.</summary>
    /// <returns>The transactions; null when the archive does not offer the service.</returns>
    private async Task<List<string>?> AskAsync(
        IJobRun run, List<CommitmentPart> parts, CommitmentJobData data, List<CommitmentTransaction> overdue, CancellationToken cancellationToken)
    {
        var entry = run.Remote;
        var proposal = new AssociationProposal
        {
            PresentationContexts = [CommitmentMessages.Context],
            RoleSelections = [new RoleSelection(DicomUid.StorageCommitmentPushModel, Scu: true, Scp: false)],
            Provider = new CommitmentReportProvider(receiver, new CommitmentPeer(entry.AETitle!.Value, entry.HostName)),
        };
        await using var remote = await run.OpenAsync(proposal, cancellationToken);
        var association = remote.Association;
        if (association.FindContext(DicomUid.StorageCommitmentPushModel) is null)
        {
            await CommitmentConversation.ReleaseAsync(association);
            return null;
        }

        var sent = new List<string>();
        foreach (var part in parts)
        {
            var transaction = Make(run, part, data.Asked + 1);
            sent.Add(transaction.Uid);
            var now = await conversation.AskAsync(
                association, entry, transaction, overdue.Where(old => old.StudyInstanceUid == part.StudyInstanceUid), cancellationToken);
            await ReportRefusedAsync(run, now);
        }

        await conversation.WaitForReportsAsync(association, sent, TimeSpan.FromSeconds(entry.CommitmentWaitSeconds), cancellationToken);
        await CommitmentConversation.ReleaseAsync(association);
        return sent;
    }

    private CommitmentTransaction Make(IJobRun run, CommitmentPart part, int attempt)
    {
        var now = time.GetUtcNow();
        return new CommitmentTransaction
        {
            Uid = DicomUid.NewUid().Value,
            AE = run.Remote.Name,
            AETitle = run.Remote.AETitle!.Value,
            StudyInstanceUid = part.StudyInstanceUid,
            JobId = run.Job.Id,
            Actor = run.Job.Actor,
            Attempt = attempt,
            RequestedAt = now,
            DueAt = now + CommitmentConversation.WaitFor(run.Remote, attempt),
            Message = "Is being sent.",
            Instances = part.Instances,
        };
    }

    /// <summary>A request that the archive refused for good has no answer to come.</summary>
    private static async Task ReportRefusedAsync(IJobRun run, CommitmentTransaction transaction)
    {
        if (transaction is not { State: StorageCommitmentState.Failed, Settlement: CommitmentSettlement.Durable })
        {
            return;
        }

        var refused = transaction.Instances.Where(static instance => !instance.IsWorthAskingAgain).Select(static instance => instance.SopInstanceUid).ToHashSet();
        foreach (var instance in run.Remaining.Where(instance => refused.Contains(instance.SopInstanceUid)))
        {
            await run.ReportAsync(new JobItemResult(instance, JobItemState.Failed, Comment: transaction.Message));
        }
    }

    /// <summary>Over, or what is waited for: an answer, or the time to ask again.</summary>
    private JobOutcome Conclude(IJobRun run, IReadOnlyCollection<CommitmentTransaction> transactions, TimeSpan retry)
    {
        var now = time.GetUtcNow();
        var pending = transactions.Where(static transaction => !transaction.IsFinished).ToList();
        if (pending.Count > 0)
        {
            return new JobOutcome.Await(
                pending.Min(transaction => transaction.DueAt ?? now + RetryDelay), $"{run.Remote.Name} has taken the request; its answer is waited for.");
        }

        return transactions.Any(static transaction => transaction.Instances.Any(static instance => instance.IsWorthAskingAgain))
            ? new JobOutcome.Await(now + retry, $"{run.Remote.Name} could not commit everything for the time being, and is asked again.")
            : new JobOutcome.Completed();
    }

    private JobOutcome.Fail GiveUp(IJobRun run, List<CommitmentTransaction> open)
    {
        foreach (var transaction in open)
        {
            store.Change(transaction.Uid, current => current.IsUnanswered
                ? current with { State = StorageCommitmentState.TimedOut, DueAt = null, Message = $"{current.AE} has not answered in time, and is not asked again." }
                : null);
        }

        return new JobOutcome.Fail($"{run.Remote.Name} has not confirmed everything in {MaximumAttempts} requests. Look at its log, and resume the job.");
    }
}
