using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Delete an instance (PS3.7 10.3.6).</summary>
public sealed record NDeleteRequest : DimseRequest
{
    /// <summary>SOP class (0000,0003).</summary>
    public required DicomUid RequestedSopClassUid { get; init; }

    /// <summary>SOP instance (0000,1001).</summary>
    public required DicomUid RequestedSopInstanceUid { get; init; }
}
