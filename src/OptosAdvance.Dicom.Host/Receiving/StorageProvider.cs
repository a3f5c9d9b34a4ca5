using System.IO.Pipelines;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Performs C-ECHO and C-STORE for one association. A data set goes from the connection's buffer to the file as it arrives, and past the inspector on
/// the way; nothing of it is kept in memory.
/// </summary>
internal sealed partial class StorageProvider(
    StorageService storage, InboundAssociation association, ILogger<StorageProvider> logger) : DimseProvider
{
    public override ValueTask<CEchoResponse> OnCEchoAsync(CEchoRequest request, DimseContext context, CancellationToken cancellationToken)
    {
        association.CountEcho();
        return base.OnCEchoAsync(request, context, cancellationToken);
    }

    public override async ValueTask<CStoreResponse> OnCStoreAsync(
        CStoreRequest request, PipeReader dataSet, DimseContext context, CancellationToken cancellationToken)
    {
        var response = await StoreAsync(request, dataSet, context, cancellationToken);
        if (!response.Status.IsSuccess)
        {
            LogNotStored(request.AffectedSopInstanceUid.Value, context.PeerAETitle, response.Status.ToString(), response.ErrorComment);
            association.CountFailure(request.AffectedSopInstanceUid.Value, response.Status, response.ErrorComment);
        }

        return response;
    }

    private static CStoreResponse Refuse(DimseStatus status, string comment) => new(status) { ErrorComment = comment };

    private async ValueTask<CStoreResponse> StoreAsync(
        CStoreRequest request, PipeReader dataSet, DimseContext context, CancellationToken cancellationToken)
    {
        if (request.AffectedSopClassUid != context.PresentationContext.AbstractSyntax)
        {
            return Refuse(DimseStatus.DataSetDoesNotMatchSopClass, "SOP Class UID of command and presentation context differ");
        }

        var transferSyntax = DicomTransferSyntax.FindOrPrivate(context.PresentationContext.TransferSyntax);
        try
        {
            using var incoming = storage.CreateIncoming(
                request.AffectedSopClassUid, request.AffectedSopInstanceUid, transferSyntax, context.PeerAETitle);
            var attributes = await ReceiveAsync(dataSet, incoming, transferSyntax, cancellationToken);
            if (DataSetProblem.Find(attributes, request.AffectedSopClassUid.Value, request.AffectedSopInstanceUid.Value) is { } problem)
            {
                return Refuse(problem.Status, problem.Comment);
            }

            var entry = storage.MakeEntry(attributes, incoming, context.PeerAETitle);
            var outcome = await storage.CommitAsync(incoming, entry);
            association.CountStored(entry, outcome);
            return new CStoreResponse(DimseStatus.Success);
        }
        catch (DicomFormatException exception)
        {
            return Refuse(DimseStatus.CannotUnderstand, exception.Message) with
            {
                OffendingElements = exception.Tag is { } tag ? [tag] : [],
            };
        }
        catch (StorageRefusedException exception)
        {
            return Refuse(exception.IsOutOfResources ? DimseStatus.OutOfResources : DimseStatus.ProcessingFailure, exception.Message);
        }
    }

    private static async ValueTask<CapturedAttributes> ReceiveAsync(
        PipeReader dataSet, IncomingInstance incoming, DicomTransferSyntax transferSyntax, CancellationToken cancellationToken)
    {
        var inspector = transferSyntax.IsDeflated ? null : new DataSetInspector(transferSyntax);
        while (true)
        {
            var result = await dataSet.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            try
            {
                if (!buffer.IsEmpty)
                {
                    if (inspector is not null)
                    {
                        inspector.Feed(buffer);
                        incoming.Expect(inspector.LongestValue);
                    }

                    incoming.Append(buffer);
                }
            }
            finally
            {
                // Also when it cannot be stored: the rest is read and dropped, and the association goes on.
                dataSet.AdvanceTo(buffer.End);
            }

            if (result.IsCompleted)
            {
                break;
            }
        }

        incoming.Finish();

        // What is deflated can only be looked at as a whole; it has been written by now.
        return inspector?.Complete() ?? await Task.Run(() => incoming.InspectDeflated(transferSyntax, cancellationToken), cancellationToken);
    }

    [LoggerMessage(EventId = 3110, Level = LogLevel.Warning, Message = "Instance {SopInstanceUid} of {CallingAETitle} was not stored: {Status}: {Comment}")]
    private partial void LogNotStored(string sopInstanceUid, string callingAETitle, string status, string? comment);
}
