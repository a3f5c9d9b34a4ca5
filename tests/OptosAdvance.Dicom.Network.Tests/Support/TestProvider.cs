using System.Buffers;
using System.IO.Pipelines;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>A provider made of delegates.</summary>
internal sealed class TestProvider : DimseProvider
{
    public Func<CStoreRequest, PipeReader, DimseContext, CancellationToken, ValueTask<CStoreResponse>>? Store { get; init; }

    public Func<CFindRequest, DicomDataset, DimseContext, CancellationToken, IAsyncEnumerable<CFindResponse>>? Find { get; init; }

    public Func<CMoveRequest, DicomDataset, DimseContext, CancellationToken, IAsyncEnumerable<CMoveResponse>>? Move { get; init; }

    public Func<CGetRequest, DicomDataset, DimseContext, CancellationToken, IAsyncEnumerable<CGetResponse>>? Get { get; init; }

    public Func<DimseRequest, DicomDataset?, DimseContext, CancellationToken, ValueTask<DimseResponse>>? Normalized { get; init; }

    public int Disposed { get; private set; }

    public static async ValueTask<byte[]> ReadAllAsync(PipeReader dataSet, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>();
        while (true)
        {
            var result = await dataSet.ReadAsync(cancellationToken);
            foreach (var segment in result.Buffer)
                bytes.Write(segment.Span);
            dataSet.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return bytes.WrittenSpan.ToArray();
        }
    }

    public override ValueTask<CStoreResponse> OnCStoreAsync(CStoreRequest request, PipeReader dataSet, DimseContext context, CancellationToken cancellationToken) =>
        Store is null ? base.OnCStoreAsync(request, dataSet, context, cancellationToken) : Store(request, dataSet, context, cancellationToken);

    public override IAsyncEnumerable<CFindResponse> OnCFindAsync(CFindRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
        Find is null ? base.OnCFindAsync(request, identifier, context, cancellationToken) : Find(request, identifier, context, cancellationToken);

    public override IAsyncEnumerable<CMoveResponse> OnCMoveAsync(CMoveRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
        Move is null ? base.OnCMoveAsync(request, identifier, context, cancellationToken) : Move(request, identifier, context, cancellationToken);

    public override IAsyncEnumerable<CGetResponse> OnCGetAsync(CGetRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
        Get is null ? base.OnCGetAsync(request, identifier, context, cancellationToken) : Get(request, identifier, context, cancellationToken);

    public override ValueTask<NEventReportResponse> OnNEventReportAsync(NEventReportRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken) =>
        NormalizedAsync(request, information, context, base.OnNEventReportAsync, cancellationToken);

    public override ValueTask<NGetResponse> OnNGetAsync(NGetRequest request, DimseContext context, CancellationToken cancellationToken) =>
        NormalizedAsync(request, null, context, (r, _, c, t) => base.OnNGetAsync(r, c, t), cancellationToken);

    public override ValueTask<NSetResponse> OnNSetAsync(NSetRequest request, DicomDataset? modifications, DimseContext context, CancellationToken cancellationToken) =>
        NormalizedAsync(request, modifications, context, base.OnNSetAsync, cancellationToken);

    public override ValueTask<NActionResponse> OnNActionAsync(NActionRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken) =>
        NormalizedAsync(request, information, context, base.OnNActionAsync, cancellationToken);

    public override ValueTask<NCreateResponse> OnNCreateAsync(NCreateRequest request, DicomDataset? attributes, DimseContext context, CancellationToken cancellationToken) =>
        NormalizedAsync(request, attributes, context, base.OnNCreateAsync, cancellationToken);

    public override ValueTask<NDeleteResponse> OnNDeleteAsync(NDeleteRequest request, DimseContext context, CancellationToken cancellationToken) =>
        NormalizedAsync(request, null, context, (r, _, c, t) => base.OnNDeleteAsync(r, c, t), cancellationToken);

    public override ValueTask DisposeAsync()
    {
        Disposed++;
        return base.DisposeAsync();
    }

    private async ValueTask<TResponse> NormalizedAsync<TRequest, TResponse>(
        TRequest request,
        DicomDataset? dataSet,
        DimseContext context,
        Func<TRequest, DicomDataset?, DimseContext, CancellationToken, ValueTask<TResponse>> otherwise,
        CancellationToken cancellationToken)
        where TRequest : DimseRequest
        where TResponse : DimseResponse =>
        Normalized is null ? await otherwise(request, dataSet, context, cancellationToken) : (TResponse)await Normalized(request, dataSet, context, cancellationToken);
}
