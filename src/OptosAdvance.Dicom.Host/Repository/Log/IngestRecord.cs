namespace OptosAdvance.Dicom.Host;

/// <summary>One entry of the ingest log.</summary>
/// <param name="Batch">Number of the batch; an entry of a later batch proves that the earlier one was flushed, if it asked for it.</param>
/// <param name="Durable">The batch is flushed before it is acknowledged.</param>
internal abstract record IngestRecord(long Batch, bool Durable);
