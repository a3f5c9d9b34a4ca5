namespace OptosAdvance.Dicom.Host;

/// <summary>An instance that is held here, as far as its safekeeping goes.</summary>
internal readonly record struct HeldInstance(InstanceKey Key, string SopClassUid, long VolumeId, StoredFile File, DateTimeOffset ReceivedAt, bool IsCommitted);
