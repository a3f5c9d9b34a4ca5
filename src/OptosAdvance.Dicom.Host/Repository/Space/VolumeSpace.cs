namespace OptosAdvance.Dicom.Host;

/// <summary>Size of a volume and what is free of it for the host's account, in bytes.</summary>
internal readonly record struct VolumeSpace(long TotalBytes, long FreeBytes);
