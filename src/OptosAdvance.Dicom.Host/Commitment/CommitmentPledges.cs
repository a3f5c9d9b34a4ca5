using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Takes the requests of others to commit what they have stored here. Each becomes a job that answers.</summary>
internal sealed class CommitmentPledges(ICommittedState committed, IJobs jobs, IActivityLog activity)
{
    /// <summary>
    /// Whether the host may take responsibility: nothing that no archive has confirmed is ever purged. Otherwise a camera would delete, upon our word,
    /// what we delete a day later.
    /// </summary>
    public static bool CanPledge(ApplianceConfiguration configuration) => configuration.Repository.PurgePolicy switch
    {
        PurgePolicy.CommittedOnly => true,
        PurgePolicy.Auto => configuration.RemoteAEs.Any(static entry => entry.Services.HasFlag(RemoteServices.StorageCommitment)),
        _ => false,
    };

    /// <summary>The entry of a caller that can be answered; null when there is none.</summary>
    public static RemoteAE? FindEntry(InboundCaller caller) => caller.Entries.FirstOrDefault(static entry => entry is { HostName.Length: > 0, Port: not null });

    /// <summary>Answers one request. Success means that it is written down, and will be answered.</summary>
    public async ValueTask<NActionResponse> TakeAsync(NActionRequest request, DicomDataset? information, InboundCaller caller, CancellationToken cancellationToken)
    {
        var (status, comment) = await TakeAsync(request, CommitmentPledge.Read(information), caller, cancellationToken);
        return new NActionResponse(status) { ActionTypeId = request.ActionTypeId, ErrorComment = comment };
    }

    private async ValueTask<(DimseStatus Status, string? Comment)> TakeAsync(
        NActionRequest request, CommitmentPledge? pledge, InboundCaller caller, CancellationToken cancellationToken)
    {
        if (request.RequestedSopClassUid != DicomUid.StorageCommitmentPushModel)
        {
            return (DimseStatus.NoSuchSopClass, "the request is of another SOP class");
        }

        if (request.RequestedSopInstanceUid != DicomUid.StorageCommitmentPushModelInstance)
        {
            return (DimseStatus.NoSuchSopInstance, "the request is not of the well-known SOP instance");
        }

        if (request.ActionTypeId != CommitmentMessages.RequestAction)
        {
            return (DimseStatus.NoSuchActionType, "there is one action type, 1");
        }

        if (pledge is null)
        {
            return (DimseStatus.InvalidArgumentValue, "the request names no transaction or no instance");
        }

        if (pledge.References.Count > CommitmentPledge.MaximumReferences)
        {
            return (DimseStatus.ResourceLimitation, $"more than {CommitmentPledge.MaximumReferences} instances in one request");
        }

        if (FindEntry(caller) is not { } entry)
        {
            return (DimseStatus.NotAuthorized, "no host and port are configured to report to");
        }

        await EnqueueAsync(pledge, entry, cancellationToken);
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.StorageCommitment,
            Peer = caller.AETitle,
            Address = caller.Request.RemoteEndPoint?.Address.ToString(),
            Instances = pledge.References.Count,
            Message = $"Was asked to commit {CommitmentMessages.Instances(pledge.References.Count)}, transaction {pledge.TransactionUid}.",
        });
        return (DimseStatus.Success, null);
    }

    private async Task EnqueueAsync(CommitmentPledge pledge, RemoteAE entry, CancellationToken cancellationToken)
    {
        var held = (await committed.FindAsync([.. pledge.References.Select(static reference => reference.SopInstanceUid)], cancellationToken))
            .ToLookup(static instance => instance.Key.SopInstanceUid);
        await jobs.EnqueueAsync(
            new NewJob
            {
                Kind = JobKind.CommitmentReport,
                Destination = entry.Name,
                Description = $"Report to {entry.Name} which of {CommitmentMessages.Instances(pledge.References.Count)} are kept here",
                Actor = entry.AETitle!.Value,
                Instances =
                [
                    .. pledge.References.Select(reference => held[reference.SopInstanceUid].Select(static instance => instance.Key).FirstOrDefault() is { SopInstanceUid: not null } key
                        ? new JobInstance(key.StudyInstanceUid, key.SeriesInstanceUid, key.SopInstanceUid)
                        : new JobInstance("", "", reference.SopInstanceUid)),
                ],
                Data = pledge.ToString(),
            },
            cancellationToken);
    }
}
