namespace OptosAdvance.Dicom.Host;

/// <summary>An instance is put into its place.</summary>
/// <param name="Batch">See <see cref="IngestRecord"/>.</param>
/// <param name="Durable">See <see cref="IngestRecord"/>.</param>
/// <param name="TemporaryName">Name in the incoming area, from where it is moved.</param>
/// <param name="Entry">What the index is to hold.</param>
/// <param name="Replaced">The file that was there before; null when there was none.</param>
internal sealed record StoreRecord(long Batch, bool Durable, string TemporaryName, IndexEntry Entry, StoredFile? Replaced)
    : IngestRecord(Batch, Durable)
{
    /// <summary>Where the bytes of the file lie in the log; null when they do not.</summary>
    public LogRange? Data { get; init; }
}
