namespace OptosAdvance.Dicom.Host;

/// <summary>A file is not a DICOM file at all.</summary>
internal sealed class NotDicomException(Exception? inner) : Exception("The file is not a DICOM file.", inner);
