namespace OptosAdvance.Dicom.Core;

/// <summary>How JSON is read as a data set. Immutable.</summary>
public sealed record DicomJsonReadOptions
{
    internal static readonly DicomJsonReadOptions Default = new();

    /// <summary>
    /// Supplies the value that a BulkDataURI stands for, or null to leave the element out; null (the default) leaves all of them out.
    /// A caller that wants to fetch them later notes them here.
    /// </summary>
    public Func<DicomBulkData, ReadOnlyMemory<byte>?>? BulkData { get; init; }

    /// <summary>How deep items may be nested.</summary>
    public int MaximumDepth { get; init; } = 64;
}
