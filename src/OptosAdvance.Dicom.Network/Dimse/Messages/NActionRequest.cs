using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Ask for an action on an instance (PS3.7 10.3.4).</summary>
public sealed record NActionRequest : DimseRequest
{
    /// <summary>SOP class (0000,0003).</summary>
    public required DicomUid RequestedSopClassUid { get; init; }

    /// <summary>SOP instance (0000,1001).</summary>
    public required DicomUid RequestedSopInstanceUid { get; init; }

    /// <summary>Action type (0000,1008).</summary>
    public ushort ActionTypeId { get; init; }
}
