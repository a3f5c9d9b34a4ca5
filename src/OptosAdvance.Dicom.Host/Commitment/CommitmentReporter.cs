using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Answers a request of another AE for storage commitment, on an association of our own in the role of provider (PS3.4 J.3.3). What is kept is looked
/// at when it is reported.
/// </summary>
internal sealed class CommitmentReporter(ICommittedState committed, IApplianceSettings settings, IActivityLog activity) : IJobExecutor
{
    /// <inheritdoc/>
    public JobKind Kind => JobKind.CommitmentReport;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(IJobRun run, CancellationToken cancellationToken)
    {
        var pledge = CommitmentPledge.Parse(run.Data!);
        var reasons = await DecideAsync(pledge, cancellationToken);
        var status = await ReportAsync(run, pledge, reasons, cancellationToken);
        if (status is not { IsSuccessOrWarning: true })
        {
            return status is null
                ? new JobOutcome.Retry($"{run.Remote.Name} does not accept Storage Commitment with us as provider. Look at what it is configured for.")
                : new JobOutcome.Retry($"{run.Remote.Name} did not take the report: {status}.");
        }

        foreach (var instance in run.Remaining)
        {
            await run.ReportAsync(new JobItemResult(
                instance, JobItemState.Succeeded, reasons[instance.SopInstanceUid], reasons[instance.SopInstanceUid] is { } reason ? $"reported as not kept ({reason:X4}H)" : null));
        }

        await run.FlushAsync();
        var kept = reasons.Count(static each => each.Value is null);
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.StorageCommitment,
            Outcome = kept == reasons.Count ? ActivityOutcome.Success : ActivityOutcome.Warning,
            Peer = run.Remote.AETitle?.Value,
            Instances = kept,
            Message = $"Reported to {run.Remote.Name} that {kept} of {CommitmentMessages.Instances(reasons.Count)} are kept here, transaction {pledge.TransactionUid}.",
        });
        return new JobOutcome.Completed();
    }

    private static async Task<DimseStatus?> ReportAsync(
        IJobRun run, CommitmentPledge pledge, Dictionary<string, ushort?> reasons, CancellationToken cancellationToken)
    {
        var proposal = new AssociationProposal
        {
            PresentationContexts = [CommitmentMessages.Context],
            RoleSelections = [new RoleSelection(DicomUid.StorageCommitmentPushModel, Scu: false, Scp: true)],
        };
        await using var remote = await run.OpenAsync(proposal, cancellationToken);
        if (!remote.Association.NegotiatedContexts[0].IsAccepted)
        {
            await CommitmentConversation.ReleaseAsync(remote.Association);
            return null;
        }

        var isAll = reasons.Values.All(static reason => reason is null);
        var response = await remote.Association.NEventReportAsync(
            new NEventReportRequest
            {
                AffectedSopClassUid = DicomUid.StorageCommitmentPushModel,
                AffectedSopInstanceUid = DicomUid.StorageCommitmentPushModelInstance,
                EventTypeId = isAll ? CommitmentMessages.SuccessEvent : CommitmentMessages.FailureEvent,
            },
            CommitmentMessages.ReportInformation(pledge, reasons),
            cancellationToken);
        await CommitmentConversation.ReleaseAsync(remote.Association);
        return response.Status;
    }

    /// <summary>The reason why each instance is not kept; null when it is.</summary>
    private async Task<Dictionary<string, ushort?>> DecideAsync(CommitmentPledge pledge, CancellationToken cancellationToken)
    {
        var held = (await committed.FindAsync([.. pledge.References.Select(static reference => reference.SopInstanceUid)], cancellationToken))
            .ToLookup(static instance => instance.Key.SopInstanceUid);
        var isSafe = CommitmentPledges.CanPledge(settings.Current)
            && (settings.Current.Repository.Durability == Durability.PowerLoss || await committed.MakeDurableAsync());
        var reasons = new Dictionary<string, ushort?>();
        foreach (var reference in pledge.References)
        {
            var found = held[reference.SopInstanceUid].ToList();
            reasons[reference.SopInstanceUid] = !found.Exists(instance => committed.IsIntact(instance)) ? CommitmentFailure.NoSuchObjectInstance
                : !found.Exists(instance => instance.SopClassUid == reference.SopClassUid) ? CommitmentFailure.ClassInstanceConflict
                : !isSafe ? CommitmentFailure.ResourceLimitation
                : null;
        }

        return reasons;
    }
}
