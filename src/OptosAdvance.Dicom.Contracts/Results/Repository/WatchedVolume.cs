namespace OptosAdvance.Dicom.Contracts;

/// <summary>A volume that the host writes to and watches.</summary>
public sealed record WatchedVolume
{
    /// <summary>What of ours lies there: <c>Repository</c>, <c>Data</c>, or both.</summary>
    public string Use { get; init; } = "";

    /// <summary>Folder of ours on it.</summary>
    public string Path { get; init; } = "";

    /// <summary>Size of the volume in bytes; 0 when it cannot be measured.</summary>
    public long TotalBytes { get; init; }

    /// <summary>Free bytes that the host may use.</summary>
    public long FreeBytes { get; init; }

    /// <summary>Free bytes below which storing is suspended.</summary>
    public long CriticalBytes { get; init; }

    /// <summary>Free space in percent of the volume.</summary>
    public double FreePercent => TotalBytes > 0 ? 100.0 * FreeBytes / TotalBytes : 0;
}
