using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Storage commitment on one association that another AE opened.</summary>
internal sealed class CommitmentInboundProvider(CommitmentReceiver receiver, InboundAssociation association, InboundCaller caller) : DimseProvider
{
    private readonly CommitmentPeer _peer = new(caller.AETitle, caller.Request.RemoteEndPoint?.Address.ToString());

    public override ValueTask<NEventReportResponse> OnNEventReportAsync(
        NEventReportRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken)
    {
        association.CountServed("storage commitment report");
        return receiver.TakeAsync(request, information, _peer);
    }
}
