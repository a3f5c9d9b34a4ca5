namespace OptosAdvance.Dicom.Core;

/// <summary>Holds the place until the data set lands in Core.</summary>
public sealed class DicomDataset
{
}
