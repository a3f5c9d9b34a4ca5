namespace OptosAdvance.Dicom.Host;

/// <summary>An acknowledged file that waits in the incoming area until the log that names it is flushed.</summary>
/// <param name="Volume">Where it is.</param>
/// <param name="TemporaryPath">Where it waits.</param>
/// <param name="Spare">What it holds, when it is a spare file: that is longer, and is marked where it is cut off.</param>
internal readonly record struct LatePlacement(StorageVolume Volume, string TemporaryPath, IndexEntry? Spare);
