namespace OptosAdvance.Dicom.Contracts;

/// <summary>The repository's volume.</summary>
public sealed record RepositoryVolume
{
    /// <summary>Folder of the repository.</summary>
    public string Path { get; init; } = "";

    /// <summary>Size of the volume in bytes.</summary>
    public long TotalBytes { get; init; }

    /// <summary>Free bytes that the host may use.</summary>
    public long FreeBytes { get; init; }

    /// <summary>Free space in percent of the volume.</summary>
    public double FreePercent => TotalBytes > 0 ? 100.0 * FreeBytes / TotalBytes : 0;
}
