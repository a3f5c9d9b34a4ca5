namespace OptosAdvance.Dicom.Host;

/// <summary>An acknowledged file that waits in the incoming area until the log that names it is flushed.</summary>
/// <param name="Volume">Where it is.</param>
/// <param name="TemporaryPath">Where it waits.</param>
/// <param name="CutTo">Its length, when the file has more.</param>
internal readonly record struct LatePlacement(StorageVolume Volume, string TemporaryPath, long? CutTo);
