namespace OptosAdvance.Dicom.Contracts;

/// <summary>How the repository is: space against the watermarks, state, and what purging does.</summary>
public sealed record RepositoryStatus
{
    /// <summary>Folder in use, also when it is the default.</summary>
    public string Path { get; init; } = "";

    /// <summary>Size of the repository's volume in bytes; 0 when it cannot be measured.</summary>
    public long TotalBytes { get; init; }

    /// <summary>Free bytes that the host may use.</summary>
    public long FreeBytes { get; init; }

    /// <summary>Free space in percent of the volume.</summary>
    public double FreePercent => TotalBytes > 0 ? 100.0 * FreeBytes / TotalBytes : 0;

    /// <summary>Bytes set apart for instances that are coming in now.</summary>
    public long ReservedBytes { get; init; }

    /// <summary>The critical watermark on this volume, in bytes.</summary>
    public long CriticalBytes { get; init; }

    /// <summary>The low watermark on this volume, in bytes.</summary>
    public long LowBytes { get; init; }

    /// <summary>The high watermark on this volume, in bytes.</summary>
    public long HighBytes { get; init; }

    /// <summary>State of the storage service.</summary>
    public ServiceState State { get; init; }

    /// <summary>Why the service is suspended; null when it is not.</summary>
    public string? StateReason { get; init; }

    /// <summary>Since when it is in this state.</summary>
    public DateTimeOffset StateSince { get; init; }

    /// <summary>When the space was last checked against the watermarks; null before the first check.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>How idle the machine's processors were over the last interval, in percent; null before there was one.</summary>
    public double? CpuIdlePercent { get; init; }

    /// <summary>
    /// Everything that is stored is in the index. False while it is being made from the stored files: after it was lost or damaged, and for a repository that comes from another host.
    /// Searches then show a part, and nothing is purged.
    /// </summary>
    public bool IsIndexed { get; init; }

    /// <summary>Studies in the index.</summary>
    public long Studies { get; init; }

    /// <summary>Instances in the index.</summary>
    public long Instances { get; init; }

    /// <summary>How it stands with purging.</summary>
    public PurgeStatus Purge { get; init; } = new();

    /// <summary>Every volume that the host writes to.</summary>
    public EquatableList<WatchedVolume> Volumes { get; init; } = EquatableList<WatchedVolume>.Empty;

    /// <summary>The volume as a bar: <c>#</c> used, <c>.</c> free, and <c>H</c>, <c>L</c>, <c>C</c> where the watermarks are.</summary>
    public string Gauge => SpaceGauge.Draw(TotalBytes, FreeBytes, HighBytes, LowBytes, CriticalBytes);
}
