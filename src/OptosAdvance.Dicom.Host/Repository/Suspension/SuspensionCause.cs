namespace OptosAdvance.Dicom.Host;

/// <summary>Why the storage service may be suspended; several causes may hold at once.</summary>
internal enum SuspensionCause
{
    /// <summary>The repository's marker is not there: its volume is not mounted.</summary>
    VolumeMissing,

    /// <summary>A write failed for want of space or because the volume is broken; a probe decides when it is over.</summary>
    WriteFailed,

    /// <summary>Free space is below the critical watermark.</summary>
    CriticalWatermark,

    /// <summary>Free space on the volume of the data directory, where the index is, is below its critical mark.</summary>
    DataVolumeCritical,

    /// <summary>The index is damaged; the next start makes it anew.</summary>
    IndexDamaged,
}
