using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Takes reports on an association that we opened to ask.</summary>
internal sealed class CommitmentReportProvider(CommitmentReceiver receiver, CommitmentPeer peer) : DimseProvider
{
    public override ValueTask<NEventReportResponse> OnNEventReportAsync(
        NEventReportRequest request, DicomDataset? information, DimseContext context, CancellationToken cancellationToken) =>
        receiver.TakeAsync(request, information, peer);
}
