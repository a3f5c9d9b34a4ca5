using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Create an instance (PS3.7 10.3.5).</summary>
public sealed record NCreateRequest : DimseRequest
{
    /// <summary>SOP class (0000,0002).</summary>
    public required DicomUid AffectedSopClassUid { get; init; }

    /// <summary>SOP instance (0000,1000); null when the performer shall choose it.</summary>
    public DicomUid? AffectedSopInstanceUid { get; init; }
}
