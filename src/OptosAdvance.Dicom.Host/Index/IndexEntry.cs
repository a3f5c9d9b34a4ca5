namespace OptosAdvance.Dicom.Host;

/// <summary>One instance as it goes into the index.</summary>
internal sealed record IndexEntry
{
    public required IndexedContent Content { get; init; }

    public required StoredFile File { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>AE title of the sender, or <c>Import</c>.</summary>
    public required string Source { get; init; }
}
