using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Answer to N-CREATE (PS3.7 10.3.5).</summary>
/// <param name="Status">Outcome.</param>
public sealed record NCreateResponse(DimseStatus Status) : DimseResponse(Status)
{
    /// <summary>The instance created (0000,1000).</summary>
    public DicomUid? AffectedSopInstanceUid { get; init; }

    /// <summary>The message's data set; null when there is none.</summary>
    public DicomDataset? DataSet { get; init; }
}
