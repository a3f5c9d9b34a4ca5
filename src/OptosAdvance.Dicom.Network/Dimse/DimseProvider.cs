using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// Performs the operations that a peer asks for; one instance per association. Without a negotiated asynchronous operations window the
/// calls come one after the other; with one, as many at once as were granted. An exception is logged and answered 0110H.
/// The cancellation token is cancelled by C-CANCEL (C-FIND, C-MOVE, C-GET) and when the association breaks.
/// </summary>
public abstract class DimseProvider : IAsyncDisposable
{
    /// <summary>C-ECHO. Answers success unless overridden.</summary>
    public virtual ValueTask<CEchoResponse> OnCEchoAsync(CEchoRequest request, DimseContext context, CancellationToken cancellationToken) =>
        new(new CEchoResponse(DimseStatus.Success));

    /// <summary>C-STORE.</summary>
    /// <param name="request">The command.</param>
    /// <param name="dataSet">
    /// The data set as it arrives: each read yields slices of the connection's buffer. Not read means that the peer is held back by TCP.
    /// What is left when the method returns is drained. A broken connection surfaces as an exception of ReadAsync. Not usable after the method has returned.
    /// </param>
    /// <param name="context">Where it takes place.</param>
    /// <param name="cancellationToken">Cancelled when the association breaks.</param>
    public virtual ValueTask<CStoreResponse> OnCStoreAsync(CStoreRequest request, PipeReader dataSet, DimseContext context, CancellationToken cancellationToken) =>
        new(new CStoreResponse(DimseStatus.UnrecognizedOperation));

    /// <summary>C-FIND: pending responses with an identifier; a last one that is not pending may be given, else success (or cancel) is sent.</summary>
    public virtual IAsyncEnumerable<CFindResponse> OnCFindAsync(CFindRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
        Only(new CFindResponse(DimseStatus.UnrecognizedOperation), cancellationToken);

    /// <summary>C-MOVE: pending responses with counts, then a last one.</summary>
    public virtual IAsyncEnumerable<CMoveResponse> OnCMoveAsync(CMoveRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
        Only(new CMoveResponse(DimseStatus.UnrecognizedOperation), cancellationToken);

    /// <summary>C-GET: store to <see cref="DimseContext.Peer"/>; pending responses with counts, then a last one.</summary>
    public virtual IAsyncEnumerable<CGetResponse> OnCGetAsync(CGetRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
        Only(new CGetResponse(DimseStatus.UnrecognizedOperation), cancellationToken);

    /// <summary>N-EVENT-REPORT.</summary>
    public virtual ValueTask<NEventReportResponse> OnNEventReportAsync(NEventReportRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken) =>
        new(new NEventReportResponse(DimseStatus.UnrecognizedOperation));

    /// <summary>N-GET.</summary>
    public virtual ValueTask<NGetResponse> OnNGetAsync(NGetRequest request, DimseContext context, CancellationToken cancellationToken) =>
        new(new NGetResponse(DimseStatus.UnrecognizedOperation));

    /// <summary>N-SET.</summary>
    public virtual ValueTask<NSetResponse> OnNSetAsync(NSetRequest request, DicomDataset? modifications, DimseContext context, CancellationToken cancellationToken) =>
        new(new NSetResponse(DimseStatus.UnrecognizedOperation));

    /// <summary>N-ACTION.</summary>
    public virtual ValueTask<NActionResponse> OnNActionAsync(NActionRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken) =>
        new(new NActionResponse(DimseStatus.UnrecognizedOperation));

    /// <summary>N-CREATE.</summary>
    public virtual ValueTask<NCreateResponse> OnNCreateAsync(NCreateRequest request, DicomDataset? attributes, DimseContext context, CancellationToken cancellationToken) =>
        new(new NCreateResponse(DimseStatus.UnrecognizedOperation));

    /// <summary>N-DELETE.</summary>
    public virtual ValueTask<NDeleteResponse> OnNDeleteAsync(NDeleteRequest request, DimseContext context, CancellationToken cancellationToken) =>
        new(new NDeleteResponse(DimseStatus.UnrecognizedOperation));

    /// <summary>Called once when the association has ended and no operation runs any more.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }

    private static async IAsyncEnumerable<T> Only<T>(T response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(false);
        yield return response;
    }
}
