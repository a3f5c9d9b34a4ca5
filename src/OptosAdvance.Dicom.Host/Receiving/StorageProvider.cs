using System.IO.Pipelines;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Performs C-ECHO and C-STORE for one association. A data set goes from the connection's buffer to the file as it arrives, and past the inspector on
/// the way; nothing of it is kept in memory.
/// </summary>
/// <param name="storage">Where it goes.</param>
/// <param name="association">Counts.</param>
/// <param name="logger">Log.</param>
/// <param name="findLate">
/// Which instances are answered before their commit is done, because the result of a retrieval of ours waits for it. All others are answered when they are durable.
/// </param>
internal sealed partial class StorageProvider(
    StorageService storage, InboundAssociation association, ILogger<StorageProvider> logger, FindLateCommits findLate) : DimseProvider
{
    private readonly HashSet<LateCommits> _late = [];

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var late in _late)
        {
            await late.WhenDoneAsync();
        }

        await base.DisposeAsync();
    }

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
            CountFailure(request, context, response);
        }

        return response;
    }

    private void CountFailure(CStoreRequest request, DimseContext context, CStoreResponse response)
    {
        LogNotStored(request.AffectedSopInstanceUid.Value, context.PeerAETitle, response.Status.ToString(), response.ErrorComment);
        association.CountFailure(request.AffectedSopInstanceUid.Value, response.Status, response.ErrorComment);
    }

    private static CStoreResponse Refuse(StorageRefusedException exception) =>
        Refuse(exception.IsOutOfResources ? DimseStatus.OutOfResources : DimseStatus.ProcessingFailure, exception.Message);

    private static CStoreResponse Refuse(DimseStatus status, string comment) => new(status) { ErrorComment = comment };

    private async ValueTask<CStoreResponse> StoreAsync(
        CStoreRequest request, PipeReader dataSet, DimseContext context, CancellationToken cancellationToken)
    {
        if (request.AffectedSopClassUid != context.PresentationContext.AbstractSyntax)
        {
            return Refuse(DimseStatus.DataSetDoesNotMatchSopClass, "SOP Class UID of command and presentation context differ");
        }

        var transferSyntax = DicomTransferSyntax.FindOrPrivate(context.PresentationContext.TransferSyntax);
        IncomingInstance? incoming = null;
        try
        {
            incoming = storage.CreateIncoming(
                request.AffectedSopClassUid, request.AffectedSopInstanceUid, transferSyntax, context.PeerAETitle);
            var attributes = await ReceiveAsync(dataSet, incoming, transferSyntax, cancellationToken);
            if (DataSetProblem.Find(attributes, request.AffectedSopClassUid.Value, request.AffectedSopInstanceUid.Value) is { } problem)
            {
                return Refuse(problem.Status, problem.Comment);
            }

            var entry = storage.MakeEntry(attributes, incoming, context.PeerAETitle);
            if (findLate(request, context, incoming, entry) is { } late)
            {
                _late.Add(late);
                var committed = incoming;
                if (await late.TryAddAsync(committed, request.AffectedSopInstanceUid.Value, () => TryCommitAsync(committed, entry, request, context)))
                {
                    incoming = null;
                    return new CStoreResponse(DimseStatus.Success);
                }
            }

            association.CountStored(entry, await storage.CommitAsync(incoming, entry));
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
            return Refuse(exception);
        }
        finally
        {
            incoming?.Dispose();
        }
    }

    /// <summary>Stores what was answered already; a failure is logged and counted as if it had been told.</summary>
    private async Task<bool> TryCommitAsync(IncomingInstance incoming, IndexEntry entry, CStoreRequest request, DimseContext context)
    {
        try
        {
            association.CountStored(entry, await storage.CommitAsync(incoming, entry, isWaitedFor: false));
            return true;
        }
        catch (StorageRefusedException exception)
        {
            CountFailure(request, context, Refuse(exception));
            return false;
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
