using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Storage commitment on one association that another AE opened.</summary>
/// <param name="receiver">Takes reports.</param>
/// <param name="pledges">Takes requests; null when the caller may not ask.</param>
/// <param name="association">Counts what is served.</param>
/// <param name="caller">Who calls.</param>
internal sealed class CommitmentInboundProvider(
    CommitmentReceiver receiver, CommitmentPledges? pledges, InboundAssociation association, InboundCaller caller) : DimseProvider
{
    private readonly CommitmentPeer _peer = new(caller.AETitle, caller.Request.RemoteEndPoint?.Address.ToString());

    public override ValueTask<NEventReportResponse> OnNEventReportAsync(
        NEventReportRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken)
    {
        association.CountServed("storage commitment report");
        return receiver.TakeAsync(request, information, _peer);
    }

    public override ValueTask<NActionResponse> OnNActionAsync(
        NActionRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken)
    {
        association.CountServed("storage commitment request");
        return pledges is null
            ? new ValueTask<NActionResponse>(new NActionResponse(DimseStatus.NotAuthorized))
            : pledges.TakeAsync(request, information, caller, cancellationToken);
    }
}
