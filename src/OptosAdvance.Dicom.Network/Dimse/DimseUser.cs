using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// Invokes operations on the peer of an association. Methods may be called concurrently; they take turns within the negotiated asynchronous
/// operations window. A response with a failure status is a normal result, not an exception; exceptions are for a conversation that broke:
/// <see cref="AssociationAbortedException"/>, <see cref="DimseTimeoutException"/>, <see cref="DicomNetworkException"/>.
/// Cancelling an operation that has no C-CANCEL aborts the association.
/// What follows the response of an operation that has one runs on the thread that reads the connection: it must not block.
/// </summary>
public class DimseUser
{
    private static readonly StreamPipeReaderOptions SourceOptions = new(bufferSize: 131_072, minimumReadSize: 32_768, leaveOpen: true);

    internal DimseUser(DimseEngine engine) => Engine = engine;

    private protected DimseUser(DimseUser other) => Engine = other.Engine;

    /// <summary>The contexts after negotiation, in the order of the proposal.</summary>
    public IReadOnlyList<NegotiatedPresentationContext> NegotiatedContexts => Engine.Options.Contexts;

    /// <summary>The window that applies, as seen by the association's requestor.</summary>
    public AsynchronousOperationsWindow AsynchronousOperationsWindow => Engine.Options.Window;

    internal DimseEngine Engine { get; }

    /// <summary>The accepted context for a SOP class on which this side may be SCU, with the given transfer syntax when one is given; null when there is none.</summary>
    public NegotiatedPresentationContext? FindContext(DicomUid sopClass, DicomUid? transferSyntax = null)
    {
        foreach (var context in Engine.Options.Contexts)
        {
            if (context.IsAccepted && context.IsLocalScu && context.AbstractSyntax == sopClass && (transferSyntax is null || context.TransferSyntax == transferSyntax))
                return context;
        }

        return null;
    }

    /// <summary>C-ECHO.</summary>
    public async ValueTask<CEchoResponse> CEchoAsync(CancellationToken cancellationToken = default)
    {
        var (command, _) = await InvokeAsync(new CEchoRequest(), DicomUid.Verification, null, cancellationToken).ConfigureAwait(false);
        return ResponseMapper.Common(new CEchoResponse(ResponseMapper.Status(command)), command);
    }

    /// <summary>C-STORE of a data set that is read from a stream to its end.</summary>
    /// <param name="request">The command.</param>
    /// <param name="context">The context whose transfer syntax the data set is encoded in; null takes the first one for the SOP class.</param>
    /// <param name="dataSet">The encoded data set without preamble and group 0002; not disposed.</param>
    /// <param name="cancellationToken">Aborts the association when the data set is half sent.</param>
    public async ValueTask<CStoreResponse> CStoreAsync(CStoreRequest request, NegotiatedPresentationContext? context, Stream dataSet, CancellationToken cancellationToken = default)
    {
        var pipe = PipeReader.Create(dataSet, SourceOptions);
        try
        {
            return await StoreAsync(request, context, OutgoingData.Of(pipe), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await pipe.CompleteAsync().ConfigureAwait(false);
        }
    }

    /// <summary>C-STORE of a data set in memory.</summary>
    /// <inheritdoc cref="CStoreAsync(CStoreRequest, NegotiatedPresentationContext?, Stream, CancellationToken)"/>
    public ValueTask<CStoreResponse> CStoreAsync(CStoreRequest request, NegotiatedPresentationContext? context, ReadOnlySequence<byte> dataSet, CancellationToken cancellationToken = default) =>
        StoreAsync(request, context, OutgoingData.Of(dataSet), cancellationToken);

    /// <summary>C-STORE of a data set that is read from a pipe to its end. The pipe is not completed.</summary>
    /// <inheritdoc cref="CStoreAsync(CStoreRequest, NegotiatedPresentationContext?, Stream, CancellationToken)"/>
    public ValueTask<CStoreResponse> CStoreAsync(CStoreRequest request, NegotiatedPresentationContext? context, PipeReader dataSet, CancellationToken cancellationToken = default) =>
        StoreAsync(request, context, OutgoingData.Of(dataSet), cancellationToken);

    /// <summary>C-FIND: every response as it arrives, the last one included. Stopping early, or the token, sends C-CANCEL and waits for the last response.</summary>
    public async IAsyncEnumerable<CFindResponse> CFindAsync(CFindRequest request, DicomDataset identifier, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (command, dataSet) in InvokeManyAsync(request, request.AffectedSopClassUid, identifier, cancellationToken).ConfigureAwait(false))
            yield return ResponseMapper.CFind(command, dataSet);
    }

    /// <summary>C-MOVE: every response as it arrives, the last one included. Stopping early, or the token, sends C-CANCEL and waits for the last response.</summary>
    public async IAsyncEnumerable<CMoveResponse> CMoveAsync(CMoveRequest request, DicomDataset identifier, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (command, dataSet) in InvokeManyAsync(request, request.AffectedSopClassUid, identifier, cancellationToken).ConfigureAwait(false))
            yield return ResponseMapper.CMove(command, dataSet);
    }

    /// <summary>
    /// C-GET: every response as it arrives, the last one included; the instances go to the provider given when the association was opened.
    /// Stopping early, or the token, sends C-CANCEL and waits for the last response.
    /// </summary>
    public async IAsyncEnumerable<CGetResponse> CGetAsync(CGetRequest request, DicomDataset identifier, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (command, dataSet) in InvokeManyAsync(request, request.AffectedSopClassUid, identifier, cancellationToken).ConfigureAwait(false))
            yield return ResponseMapper.CGet(command, dataSet);
    }

    /// <summary>N-EVENT-REPORT. Goes to the side that is SCU of the class.</summary>
    public async ValueTask<NEventReportResponse> NEventReportAsync(NEventReportRequest request, DicomDataset? information, CancellationToken cancellationToken = default)
    {
        var (c, dataSet) = await InvokeAsync(request, request.AffectedSopClassUid, information, cancellationToken).ConfigureAwait(false);
        return ResponseMapper.Common(new NEventReportResponse(ResponseMapper.Status(c)) { EventTypeId = c.EventTypeId, DataSet = dataSet }, c);
    }

    /// <summary>N-GET.</summary>
    public async ValueTask<NGetResponse> NGetAsync(NGetRequest request, CancellationToken cancellationToken = default)
    {
        var sopClass = request.RequestedSopClassUid;
        var command = RequestMapper.ToCommand(request);
        var (c, dataSet) = await Engine.InvokeAsync(Choose(request, sopClass).Id, command, OutgoingData.None, cancellationToken).ConfigureAwait(false);
        return ResponseMapper.Common(new NGetResponse(ResponseMapper.Status(c)) { DataSet = dataSet }, c);
    }

    /// <summary>N-SET.</summary>
    public async ValueTask<NSetResponse> NSetAsync(NSetRequest request, DicomDataset? modifications, CancellationToken cancellationToken = default)
    {
        var (c, dataSet) = await InvokeAsync(request, request.RequestedSopClassUid, modifications, cancellationToken).ConfigureAwait(false);
        return ResponseMapper.Common(new NSetResponse(ResponseMapper.Status(c)) { DataSet = dataSet }, c);
    }

    /// <summary>N-ACTION.</summary>
    public async ValueTask<NActionResponse> NActionAsync(NActionRequest request, DicomDataset? information, CancellationToken cancellationToken = default)
    {
        var (c, dataSet) = await InvokeAsync(request, request.RequestedSopClassUid, information, cancellationToken).ConfigureAwait(false);
        return ResponseMapper.Common(new NActionResponse(ResponseMapper.Status(c)) { ActionTypeId = c.ActionTypeId, DataSet = dataSet }, c);
    }

    /// <summary>N-CREATE.</summary>
    public async ValueTask<NCreateResponse> NCreateAsync(NCreateRequest request, DicomDataset? attributes, CancellationToken cancellationToken = default)
    {
        var (c, dataSet) = await InvokeAsync(request, request.AffectedSopClassUid, attributes, cancellationToken).ConfigureAwait(false);
        return ResponseMapper.Common(new NCreateResponse(ResponseMapper.Status(c)) { AffectedSopInstanceUid = c.SopInstanceUid, DataSet = dataSet }, c);
    }

    /// <summary>N-DELETE.</summary>
    public async ValueTask<NDeleteResponse> NDeleteAsync(NDeleteRequest request, CancellationToken cancellationToken = default)
    {
        var (c, _) = await InvokeAsync(request, request.RequestedSopClassUid, null, cancellationToken).ConfigureAwait(false);
        return ResponseMapper.Common(new NDeleteResponse(ResponseMapper.Status(c)), c);
    }

    private async ValueTask<CStoreResponse> StoreAsync(CStoreRequest request, NegotiatedPresentationContext? context, OutgoingData data, CancellationToken cancellationToken)
    {
        context ??= Choose(request, request.AffectedSopClassUid);
        var (c, _) = await Engine.InvokeAsync(context.Id, RequestMapper.ToCommand(request), data, cancellationToken).ConfigureAwait(false);
        return ResponseMapper.Common(new CStoreResponse(ResponseMapper.Status(c)), c);
    }

    private ValueTask<(CommandSet Command, DicomDataset? DataSet)> InvokeAsync(DimseRequest request, DicomUid sopClass, DicomDataset? dataSet, CancellationToken cancellationToken)
    {
        var context = Choose(request, sopClass);
        return Engine.InvokeAsync(context.Id, RequestMapper.ToCommand(request), DataSetCodec.Write(dataSet, context.TransferSyntax), cancellationToken);
    }

    private IAsyncEnumerable<(CommandSet Command, DicomDataset? DataSet)> InvokeManyAsync(DimseRequest request, DicomUid sopClass, DicomDataset dataSet, CancellationToken cancellationToken)
    {
        var context = Choose(request, sopClass);
        return Engine.InvokeManyAsync(context.Id, RequestMapper.ToCommand(request), DataSetCodec.Write(dataSet, context.TransferSyntax), cancellationToken);
    }

    private NegotiatedPresentationContext Choose(DimseRequest request, DicomUid sopClass)
    {
        if (request.PresentationContextId != 0)
        {
            return NegotiatedContexts.FirstOrDefault(c => c.Id == request.PresentationContextId && c.IsAccepted)
                ?? throw new DicomNetworkException(NetworkStep.Dimse, $"Presentation context {request.PresentationContextId} was not accepted by {Engine.Options.PeerName}.");
        }

        // N-EVENT-REPORT goes from SCP to SCU: any accepted context of the class will do.
        return FindContext(sopClass)
            ?? (request is NEventReportRequest ? NegotiatedContexts.FirstOrDefault(c => c.IsAccepted && c.AbstractSyntax == sopClass) : null)
            ?? throw new DicomNetworkException(
                NetworkStep.Dimse,
                $"{Engine.Options.PeerName} did not accept a presentation context for {sopClass.Name}{Refusal(sopClass)}. Look at what services and transfer syntaxes it is configured for.");
    }

    private string Refusal(DicomUid sopClass) =>
        NegotiatedContexts.FirstOrDefault(c => c.AbstractSyntax == sopClass) is { IsAccepted: false } refused ? $" ({Words(refused.Result)})" : "";

    private static string Words(PresentationContextResult result) => result switch
    {
        PresentationContextResult.UserRejection => "rejected by its application",
        PresentationContextResult.AbstractSyntaxNotSupported => "SOP class not supported",
        PresentationContextResult.TransferSyntaxesNotSupported => "transfer syntaxes not supported",
        _ => "no reason given",
    };
}
