namespace OptosAdvance.Dicom.Host;

/// <summary>A place between two entries of an ingest log.</summary>
/// <param name="Position">Bytes before it.</param>
/// <param name="Chain">What the next entry's checksum starts from.</param>
internal readonly record struct LogMark(long Position, ulong Chain);
