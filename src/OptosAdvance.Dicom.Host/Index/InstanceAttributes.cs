namespace OptosAdvance.Dicom.Host;

/// <summary>What the index keeps of an instance's content.</summary>
internal sealed record InstanceAttributes
{
    public required string SopInstanceUid { get; init; }

    public required string SopClassUid { get; init; }

    public required string TransferSyntaxUid { get; init; }

    public int? InstanceNumber { get; init; }

    public int NumberOfFrames { get; init; } = 1;

    public int? Rows { get; init; }

    public int? Columns { get; init; }
}
