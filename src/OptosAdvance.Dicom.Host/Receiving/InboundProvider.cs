using System.IO.Pipelines;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Hands each operation to the provider of the service that its presentation context belongs to.</summary>
/// <param name="byContext">Providers by number of the presentation context.</param>
internal sealed class InboundProvider(DimseProvider?[] byContext) : DimseProvider
{
    public override ValueTask<CEchoResponse> OnCEchoAsync(CEchoRequest request, DimseContext context, CancellationToken cancellationToken) =>
        Of(context).OnCEchoAsync(request, context, cancellationToken);

    public override ValueTask<CStoreResponse> OnCStoreAsync(
        CStoreRequest request, PipeReader dataSet, DimseContext context, CancellationToken cancellationToken) =>
        Of(context).OnCStoreAsync(request, dataSet, context, cancellationToken);

    public override IAsyncEnumerable<CFindResponse> OnCFindAsync(
        CFindRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
        Of(context).OnCFindAsync(request, identifier, context, cancellationToken);

    public override IAsyncEnumerable<CMoveResponse> OnCMoveAsync(
        CMoveRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
        Of(context).OnCMoveAsync(request, identifier, context, cancellationToken);

    public override IAsyncEnumerable<CGetResponse> OnCGetAsync(
        CGetRequest request, DicomDataset identifier, DimseContext context, CancellationToken cancellationToken) =>
        Of(context).OnCGetAsync(request, identifier, context, cancellationToken);

    public override ValueTask<NEventReportResponse> OnNEventReportAsync(
        NEventReportRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken) =>
        Of(context).OnNEventReportAsync(request, information, context, cancellationToken);

    public override ValueTask<NGetResponse> OnNGetAsync(NGetRequest request, DimseContext context, CancellationToken cancellationToken) =>
        Of(context).OnNGetAsync(request, context, cancellationToken);

    public override ValueTask<NSetResponse> OnNSetAsync(
        NSetRequest request, DicomDataset? modifications, DimseContext context, CancellationToken cancellationToken) =>
        Of(context).OnNSetAsync(request, modifications, context, cancellationToken);

    public override ValueTask<NActionResponse> OnNActionAsync(
        NActionRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken) =>
        Of(context).OnNActionAsync(request, information, context, cancellationToken);

    public override ValueTask<NCreateResponse> OnNCreateAsync(
        NCreateRequest request, DicomDataset? attributes, DimseContext context, CancellationToken cancellationToken) =>
        Of(context).OnNCreateAsync(request, attributes, context, cancellationToken);

    public override ValueTask<NDeleteResponse> OnNDeleteAsync(NDeleteRequest request, DimseContext context, CancellationToken cancellationToken) =>
        Of(context).OnNDeleteAsync(request, context, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        foreach (var provider in byContext.OfType<DimseProvider>().Distinct())
        {
            await provider.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    /// <summary>Only contexts that were accepted get this far, and each of them has a provider.</summary>
    private DimseProvider Of(DimseContext context) => byContext[context.PresentationContext.Id]!;
}
