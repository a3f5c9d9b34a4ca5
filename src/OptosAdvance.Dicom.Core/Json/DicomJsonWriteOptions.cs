namespace OptosAdvance.Dicom.Core;

/// <summary>How a data set is written as JSON. Immutable.</summary>
public sealed record DicomJsonWriteOptions
{
    internal static readonly DicomJsonWriteOptions Default = new();

    /// <summary>Values longer than this many bytes are offered to <see cref="BulkDataUri"/>. 0 offers every value that can be bulk data.</summary>
    public int BulkDataThreshold { get; init; } = 1024;

    /// <summary>
    /// Names a URI for a value, or answers null to have it inline; null (the default) has everything inline. Encapsulated pixel data and
    /// values that were left in their file cannot be inline: without a URI they are left out.
    /// </summary>
    public Func<DicomBulkData, string?>? BulkDataUri { get; init; }

    /// <summary>How deep items may be nested.</summary>
    public int MaximumDepth { get; init; } = 64;
}
