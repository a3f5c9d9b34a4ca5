using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Answer to C-FIND: one per match and a last one (PS3.7 9.3.2).</summary>
/// <param name="Status">Outcome.</param>
public sealed record CFindResponse(DimseStatus Status) : DimseResponse(Status)
{
    /// <summary>The match; present with a pending status only.</summary>
    public DicomDataset? Identifier { get; init; }
}
