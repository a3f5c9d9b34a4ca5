namespace OptosAdvance.Dicom.Host;

/// <summary>A study is removed with everything that was stored of it before.</summary>
internal sealed record DeleteRecord(long Batch, bool Durable, string StudyInstanceUid) : IngestRecord(Batch, Durable);
