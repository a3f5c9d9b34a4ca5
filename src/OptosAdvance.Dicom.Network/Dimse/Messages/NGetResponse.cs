using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Answer to N-GET (PS3.7 10.3.2).</summary>
/// <param name="Status">Outcome.</param>
public sealed record NGetResponse(DimseStatus Status) : DimseResponse(Status)
{
    /// <summary>The message's data set; null when there is none.</summary>
    public DicomDataset? DataSet { get; init; }
}
