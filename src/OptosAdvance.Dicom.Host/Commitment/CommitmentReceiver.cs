using System.Globalization;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Takes the reports of archives, on whatever association they come, and answers each.</summary>
/// <remarks>
/// A report is written down before it is answered with success, and answered with 0110H when that fails, so that the archive may try again. It counts
/// once: a transaction is over with its first report, and what comes after is answered with success and changes nothing. A report that
/// comes late, after the time for it was up, still counts, since what the archive says in it is as true as it would have been in time; only what is
/// held here with the same bytes becomes committed. A report of a transaction that the reporting AE was never asked is answered 0115H and does not count.
/// </remarks>
internal sealed partial class CommitmentReceiver(
    CommitmentStore store,
    CommitmentSettler settler,
    IApplianceSettings settings,
    IActivityLog activity,
    TimeProvider time,
    ILogger<CommitmentReceiver> logger)
{
    /// <summary>Answers one report.</summary>
    public async ValueTask<NEventReportResponse> TakeAsync(NEventReportRequest request, DicomDataset? information, CommitmentPeer peer)
    {
        try
        {
            var (status, comment) = await TakeAsync(request, CommitmentReport.Read(information), peer);
            return new NEventReportResponse(status) { EventTypeId = request.EventTypeId, ErrorComment = comment };
        }
        catch (Exception exception)
        {
            LogNotTaken(exception, peer.AETitle);
            Record(peer, ActivityOutcome.Failure, null, "Could not take a storage commitment report; the archive was told to try again.");
            return new NEventReportResponse(DimseStatus.ProcessingFailure)
            {
                EventTypeId = request.EventTypeId,
                ErrorComment = "the report could not be written down",
            };
        }
    }

    private async ValueTask<(DimseStatus Status, string? Comment)> TakeAsync(NEventReportRequest request, CommitmentReport? report, CommitmentPeer peer)
    {
        if (request.AffectedSopClassUid != DicomUid.StorageCommitmentPushModel)
        {
            return Refuse(peer, DimseStatus.NoSuchSopClass, "the report is of another SOP class");
        }

        if (request.AffectedSopInstanceUid != DicomUid.StorageCommitmentPushModelInstance)
        {
            return Refuse(peer, DimseStatus.NoSuchSopInstance, "the report is not of the well-known SOP instance");
        }

        if (request.EventTypeId is not (CommitmentMessages.SuccessEvent or CommitmentMessages.FailureEvent))
        {
            return Refuse(peer, DimseStatus.NoSuchEventType, string.Create(CultureInfo.InvariantCulture, $"there is no event type {request.EventTypeId}"));
        }

        if (report is null)
        {
            return Refuse(peer, DimseStatus.InvalidArgumentValue, "the report names no transaction");
        }

        if (store.Find(report.TransactionUid) is not { } transaction || !IsAsked(transaction, peer))
        {
            return Refuse(peer, DimseStatus.InvalidArgumentValue, "this AE was not asked in that transaction", $" Transaction {report.TransactionUid}.");
        }

        var recorded = store.Change(report.TransactionUid, current => current.IsUnanswered ? Apply(current, report) : null);
        if (recorded is null)
        {
            Record(peer, ActivityOutcome.Success, transaction, $"Reported transaction {transaction.Uid} once more; nothing changes.");
            return (DimseStatus.Success, null);
        }

        try
        {
            await settler.SettleAsync(recorded.Uid, peer);
        }
        catch (Exception exception)
        {
            // It is written down: the index gets it when it can be written again, at the latest after the next start.
            LogNotSettled(exception, recorded.Uid);
        }

        return (DimseStatus.Success, null);
    }

    private CommitmentTransaction Apply(CommitmentTransaction transaction, CommitmentReport report) => transaction with
    {
        AnsweredAt = time.GetUtcNow(),
        DueAt = null,
        Settlement = CommitmentSettlement.Recorded,
        Instances = [.. transaction.Instances.Select(report.Apply)],
    };

    /// <summary>Whether it was asked by that title, or has it now.</summary>
    private bool IsAsked(CommitmentTransaction transaction, CommitmentPeer peer) =>
        transaction.AETitle == peer.AETitle ||
        settings.Current.RemoteAEs.Any(entry =>
            string.Equals(entry.Name, transaction.AE, StringComparison.OrdinalIgnoreCase) && entry.AETitle?.Value == peer.AETitle);

    private (DimseStatus Status, string? Comment) Refuse(CommitmentPeer peer, DimseStatus status, string comment, string detail = "")
    {
        Record(peer, ActivityOutcome.Warning, null, $"Ignored a storage commitment report: {comment} ({status.Code:X4}H).{detail}");
        return (status, comment);
    }

    private void Record(CommitmentPeer peer, ActivityOutcome outcome, CommitmentTransaction? transaction, string message) => activity.Record(new ActivityRecord
    {
        Kind = ActivityKind.StorageCommitment,
        Outcome = outcome,
        Peer = peer.AETitle,
        Address = peer.Address,
        StudyInstanceUid = transaction?.StudyInstanceUid,
        Message = message,
    });

    [LoggerMessage(EventId = 4300, Level = LogLevel.Error, Message = "A storage commitment report of {AETitle} could not be taken.")]
    private partial void LogNotTaken(Exception exception, string aeTitle);

    [LoggerMessage(EventId = 4301, Level = LogLevel.Error, Message = "The report of transaction {TransactionUid} is written down, and not in the index yet.")]
    private partial void LogNotSettled(Exception exception, string transactionUid);
}
