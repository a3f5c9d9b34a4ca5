using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Answer to C-MOVE: progress and a last one (PS3.7 9.3.4).</summary>
/// <param name="Status">Outcome.</param>
public sealed record CMoveResponse(DimseStatus Status) : DimseResponse(Status)
{
    /// <summary>Sub-operations remaining (0000,1020).</summary>
    public ushort? Remaining { get; init; }

    /// <summary>Sub-operations completed (0000,1021).</summary>
    public ushort? Completed { get; init; }

    /// <summary>Sub-operations failed (0000,1022).</summary>
    public ushort? Failed { get; init; }

    /// <summary>Sub-operations with a warning (0000,1023).</summary>
    public ushort? Warning { get; init; }

    /// <summary>Failed SOP Instance UID List in a last answer.</summary>
    public DicomDataset? Identifier { get; init; }
}
