namespace OptosAdvance.Dicom.Host;

/// <summary>An instance that the index holds.</summary>
internal readonly record struct IndexedInstance(
    long Id, long VolumeId, StoredFile File, string TransferSyntaxUid, bool IsCommitted, DateTimeOffset ReceivedAt);
