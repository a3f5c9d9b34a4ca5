namespace OptosAdvance.Dicom.Core;

/// <summary>How much of a data set to read.</summary>
public sealed record DicomReadOptions
{
    /// <summary>Everything, within the default limits.</summary>
    public static DicomReadOptions Default { get; } = new();

    /// <summary>
    /// Stops at the first element of the data set itself whose tag is this or a later one; what follows is neither read nor checked. For example
    /// <see cref="DicomTag.PixelData"/>.
    /// </summary>
    public DicomTag? StopBefore { get; init; }

    /// <summary>Leaves larger values (in bytes) where they are: the data set gets a <see cref="DicomSkippedElement"/>. Null reads all values. Fragments are always read.</summary>
    public long? SkipLargerThan { get; init; }

    /// <summary>The bounds.</summary>
    public DicomReadLimits Limits { get; init; } = DicomReadLimits.Default;
}
