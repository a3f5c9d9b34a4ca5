using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Answer to N-ACTION (PS3.7 10.3.4).</summary>
/// <param name="Status">Outcome.</param>
public sealed record NActionResponse(DimseStatus Status) : DimseResponse(Status)
{
    /// <summary>Action type (0000,1008).</summary>
    public ushort? ActionTypeId { get; init; }

    /// <summary>The message's data set; null when there is none.</summary>
    public DicomDataset? DataSet { get; init; }
}
