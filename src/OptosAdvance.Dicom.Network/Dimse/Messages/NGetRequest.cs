using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Read attributes of an instance (PS3.7 10.3.2).</summary>
public sealed record NGetRequest : DimseRequest
{
    /// <summary>SOP class (0000,0003).</summary>
    public required DicomUid RequestedSopClassUid { get; init; }

    /// <summary>SOP instance (0000,1001).</summary>
    public required DicomUid RequestedSopInstanceUid { get; init; }

    /// <summary>Wanted attributes (0000,1005); none means all.</summary>
    public IReadOnlyList<DicomTag> AttributeIdentifiers { get; init; } = [];
}
