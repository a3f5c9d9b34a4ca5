namespace OptosAdvance.Dicom.Host;

/// <summary>Bytes of an instance that lie in the ingest log.</summary>
internal readonly record struct LogRange(long Offset, int Length);
