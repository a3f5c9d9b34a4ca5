using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Query (PS3.7 9.3.2).</summary>
public sealed record CFindRequest : DimseRequest
{
    /// <summary>SOP class (0000,0002).</summary>
    public required DicomUid AffectedSopClassUid { get; init; }

    /// <summary>Priority (0000,0700); most peers ignore it.</summary>
    public DimsePriority Priority { get; init; }
}
