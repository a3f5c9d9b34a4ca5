using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Answer to N-SET (PS3.7 10.3.3).</summary>
/// <param name="Status">Outcome.</param>
public sealed record NSetResponse(DimseStatus Status) : DimseResponse(Status)
{
    /// <summary>The message's data set; null when there is none.</summary>
    public DicomDataset? DataSet { get; init; }
}
