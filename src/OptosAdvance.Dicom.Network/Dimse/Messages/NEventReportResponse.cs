using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Answer to N-EVENT-REPORT (PS3.7 10.3.1).</summary>
/// <param name="Status">Outcome.</param>
public sealed record NEventReportResponse(DimseStatus Status) : DimseResponse(Status)
{
    /// <summary>Event type (0000,1002).</summary>
    public ushort? EventTypeId { get; init; }

    /// <summary>The message's data set; null when there is none.</summary>
    public DicomDataset? DataSet { get; init; }
}
