using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Storage of a composite instance (PS3.7 9.3.1).</summary>
public sealed record CStoreRequest : DimseRequest
{
    /// <summary>SOP class (0000,0002).</summary>
    public required DicomUid AffectedSopClassUid { get; init; }

    /// <summary>SOP instance (0000,1000).</summary>
    public required DicomUid AffectedSopInstanceUid { get; init; }

    /// <summary>Priority (0000,0700); most peers ignore it.</summary>
    public DimsePriority Priority { get; init; }

    /// <summary>Title of the AE that asked for the C-MOVE this is part of (0000,1030).</summary>
    public string? MoveOriginatorAETitle { get; init; }

    /// <summary>Message ID of that C-MOVE (0000,1031).</summary>
    public ushort? MoveOriginatorMessageId { get; init; }
}
