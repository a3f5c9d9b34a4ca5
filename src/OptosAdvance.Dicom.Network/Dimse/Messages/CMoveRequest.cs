using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Retrieve by a third party (PS3.7 9.3.4).</summary>
public sealed record CMoveRequest : DimseRequest
{
    /// <summary>SOP class (0000,0002).</summary>
    public required DicomUid AffectedSopClassUid { get; init; }

    /// <summary>Priority (0000,0700); most peers ignore it.</summary>
    public DimsePriority Priority { get; init; }

    /// <summary>Title of the AE that shall receive (0000,0600).</summary>
    public required string MoveDestination { get; init; }
}
