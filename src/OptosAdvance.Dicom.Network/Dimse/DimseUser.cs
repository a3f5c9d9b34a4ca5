using System.Buffers;
using System.IO.Pipelines;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// Invokes operations on the peer of an association. Methods may be called concurrently; they take turns within the negotiated asynchronous
/// operations window. A response with a failure status is a normal result, not an exception; exceptions are for a conversation that broke.
/// </summary>
public class DimseUser
{
    private protected DimseUser()
    {
    }

    /// <summary>The contexts after negotiation, in the order of the proposal.</summary>
    public IReadOnlyList<NegotiatedPresentationContext> NegotiatedContexts => throw new NotSupportedException();

    /// <summary>The window that applies, as seen by the association's requestor.</summary>
    public AsynchronousOperationsWindow AsynchronousOperationsWindow => throw new NotSupportedException();

    /// <summary>The accepted context for a SOP class on which this side may be SCU, with the given transfer syntax when one is given; null when there is none.</summary>
    public NegotiatedPresentationContext? FindContext(DicomUid sopClass, DicomUid? transferSyntax = null) => throw new NotSupportedException();

    /// <summary>C-ECHO.</summary>
    public ValueTask<CEchoResponse> CEchoAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>C-STORE of a data set that is read from a stream to its end.</summary>
    /// <param name="request">The command.</param>
    /// <param name="context">The context whose transfer syntax the data set is encoded in; null takes the first one for the SOP class.</param>
    /// <param name="dataSet">The encoded data set without preamble and group 0002; not disposed.</param>
    /// <param name="cancellationToken">Aborts the association when the data set is half sent.</param>
    public ValueTask<CStoreResponse> CStoreAsync(CStoreRequest request, NegotiatedPresentationContext? context, Stream dataSet, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>C-STORE of a data set in memory.</summary>
    /// <inheritdoc cref="CStoreAsync(CStoreRequest, NegotiatedPresentationContext?, Stream, CancellationToken)"/>
    public ValueTask<CStoreResponse> CStoreAsync(CStoreRequest request, NegotiatedPresentationContext? context, ReadOnlySequence<byte> dataSet, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>C-STORE of a data set that is read from a pipe to its end.</summary>
    /// <inheritdoc cref="CStoreAsync(CStoreRequest, NegotiatedPresentationContext?, Stream, CancellationToken)"/>
    public ValueTask<CStoreResponse> CStoreAsync(CStoreRequest request, NegotiatedPresentationContext? context, PipeReader dataSet, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>C-FIND: every response as it arrives, the last one included. Stopping early, or the token, sends C-CANCEL and waits for the last response.</summary>
    public IAsyncEnumerable<CFindResponse> CFindAsync(CFindRequest request, DicomDataset identifier, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>C-MOVE: every response as it arrives, the last one included. Stopping early, or the token, sends C-CANCEL and waits for the last response.</summary>
    public IAsyncEnumerable<CMoveResponse> CMoveAsync(CMoveRequest request, DicomDataset identifier, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>C-GET: every response as it arrives, the last one included; the instances go to the provider given when the association was opened. Stopping early, or the token, sends C-CANCEL and waits for the last response.</summary>
    public IAsyncEnumerable<CGetResponse> CGetAsync(CGetRequest request, DicomDataset identifier, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>N-EVENT-REPORT.</summary>
    public ValueTask<NEventReportResponse> NEventReportAsync(NEventReportRequest request, DicomDataset? information, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>N-GET.</summary>
    public ValueTask<NGetResponse> NGetAsync(NGetRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>N-SET.</summary>
    public ValueTask<NSetResponse> NSetAsync(NSetRequest request, DicomDataset? modifications, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>N-ACTION.</summary>
    public ValueTask<NActionResponse> NActionAsync(NActionRequest request, DicomDataset? information, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>N-CREATE.</summary>
    public ValueTask<NCreateResponse> NCreateAsync(NCreateRequest request, DicomDataset? attributes, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>N-DELETE.</summary>
    public ValueTask<NDeleteResponse> NDeleteAsync(NDeleteRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
