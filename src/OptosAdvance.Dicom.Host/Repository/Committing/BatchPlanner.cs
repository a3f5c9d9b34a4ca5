namespace OptosAdvance.Dicom.Host;

/// <summary>Decides what is to become of each instance of a batch: new, unchanged, or in place of another version.</summary>
/// <remarks>Not thread-safe; owned by the committer.</remarks>
internal sealed class BatchPlanner(IndexWriter index, StorageVolumes volumes)
{
    private readonly Dictionary<InstanceKey, PendingStore> _planned = [];

    /// <summary>Plans, and gathers the log's entries.</summary>
    /// <param name="stores">The batch, in the order in which it was submitted.</param>
    /// <param name="batch">Its number.</param>
    /// <param name="durable">It is flushed before it is acknowledged: the log takes the bytes of what is held.</param>
    public void Plan(List<PendingStore> stores, long batch, bool durable)
    {
        _planned.Clear();
        foreach (var store in stores)
        {
            if (_planned.TryGetValue(store.Key, out var earlier) && earlier.Volume == store.Volume)
            {
                store.Replaced = earlier.Entry.File;
                store.Outcome = CommitOutcome.Replaced;
                if (IsSame(store.Entry, earlier.Entry.File, earlier.Entry.Content.Instance.TransferSyntaxUid))
                {
                    store.Outcome = CommitOutcome.Unchanged;
                    store.SameAs = earlier;
                }
            }
            else if (index.Find(store.Key) is { } existing)
            {
                PlanReplacement(store, existing);
            }
            else if (!store.Volume.IsIndexed && FileInspector.ReadEntry(store.Volume.PathOf(store.Key)) is { } unknown)
            {
                // The index has not come to it yet. It is replaced also when it is the same, for a row it gets only so.
                store.Outcome = CommitOutcome.Replaced;
                store.Replaced = unknown.File;
            }

            if (store.Outcome != CommitOutcome.Unchanged)
            {
                _planned[store.Key] = store;
                store.Volume.Log.Add(
                    new StoreRecord(batch, durable, store.File.Name, store.Entry, store.Replaced),
                    durable ? store.File.Held : default);
            }
        }

        _planned.Clear();
    }

    private void PlanReplacement(PendingStore store, IndexedInstance existing)
    {
        store.Outcome = CommitOutcome.Replaced;
        if (existing.VolumeId != store.Volume.Id)
        {
            store.Superseded = volumes.Find(existing.VolumeId)?.PathOf(store.Key);
            return;
        }

        var file = new FileInfo(store.Volume.PathOf(store.Key));
        if (!file.Exists || file.Length != existing.File.Length)
        {
            // Somebody else has been at the file: what comes in now is better than what is there.
            return;
        }

        store.Replaced = existing.File;
        if (IsSame(store.Entry, existing.File, existing.TransferSyntaxUid))
        {
            store.Outcome = CommitOutcome.Unchanged;
        }
    }

    private static bool IsSame(IndexEntry entry, StoredFile file, string transferSyntaxUid) =>
        entry.File.HasSameDataSet(file) && entry.Content.Instance.TransferSyntaxUid == transferSyntaxUid;
}
