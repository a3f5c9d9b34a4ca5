namespace OptosAdvance.Dicom.Core;

/// <summary>Bounds on what a data set may ask for, so that no input makes the process fail or grow. Exceeding one is a <see cref="DicomFormatException"/>.</summary>
public sealed record DicomReadLimits
{
    /// <summary>Fit for data sets from anybody.</summary>
    public static DicomReadLimits Default { get; } = new();

    /// <summary>The deepest nesting of sequences; 1 to 512.</summary>
    public int MaximumDepth
    {
        get;
        init => field = value is >= 1 and <= 512 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The depth is 1 to 512.");
    } = 64;

    /// <summary>The most elements, items and fragments in all levels together.</summary>
    public long MaximumElements { get; init; } = 20_000_000;

    /// <summary>The largest value in bytes that is read into memory; values that are skipped or streamed are not limited.</summary>
    public long MaximumElementLength { get; init; } = 1 << 30;

    /// <summary>The most memory in bytes that one data set takes, objects counted by estimate. A deflated data set may not inflate to more.</summary>
    public long MaximumMemory { get; init; } = 2L << 30;
}
