using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Retrieve on the same association (PS3.7 9.3.3).</summary>
public sealed record CGetRequest : DimseRequest
{
    /// <summary>SOP class (0000,0002).</summary>
    public required DicomUid AffectedSopClassUid { get; init; }

    /// <summary>Priority (0000,0700); most peers ignore it.</summary>
    public DimsePriority Priority { get; init; }
}
