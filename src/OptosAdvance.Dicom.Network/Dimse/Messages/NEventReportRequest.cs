using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Report of an event (PS3.7 10.3.1).</summary>
public sealed record NEventReportRequest : DimseRequest
{
    /// <summary>SOP class (0000,0002).</summary>
    public required DicomUid AffectedSopClassUid { get; init; }

    /// <summary>SOP instance (0000,1000).</summary>
    public required DicomUid AffectedSopInstanceUid { get; init; }

    /// <summary>Event type (0000,1002).</summary>
    public ushort EventTypeId { get; init; }
}
