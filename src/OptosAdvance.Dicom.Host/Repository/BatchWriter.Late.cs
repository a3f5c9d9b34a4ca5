namespace OptosAdvance.Dicom.Host;

internal sealed partial class BatchWriter
{
    /// <summary>What is acknowledged and not in its place yet; nothing of it is lost with this: it is in the log, and each file says what it is.</summary>
    private readonly Dictionary<InstanceKey, LatePlacement> _late = [];

    /// <summary>An acknowledged file of this instance is not in its place yet; <see cref="CommitIndex"/> puts it there.</summary>
    public bool IsLate(InstanceKey key) => _late.ContainsKey(key);

    /// <summary>
    /// Where every file of the batch is durable with its mark, the log is flushed later, for many batches, and before that nothing of it may get into a study's
    /// folder: a name there that the log does not know would be nobody's.
    /// </summary>
    private static void MarkLate(List<PendingStore> written)
    {
        foreach (var store in written)
        {
            store.IsPlacedLater = !NeedsFlush(written, store.Volume);
        }
    }

    private static bool NeedsFlush(List<PendingStore> written, StorageVolume volume) =>
        written.Exists(store => store.Volume == volume && !store.File.IsDurable);

    /// <summary>What can be found out about the place is found out before the instance is acknowledged.</summary>
    private void PrepareLate(List<PendingStore> written)
    {
        foreach (var store in written.Where(static store => store.IsPlacedLater))
        {
            var path = store.Volume.PathOf(store.Key);
            try
            {
                EnsureFolder(store.Volume, Path.GetDirectoryName(path)!);
                if (Directory.Exists(path))
                {
                    throw new IOException($"'{path}' is a folder.");
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Fail(store, exception);
                store.IsPlacedLater = false;
            }
        }
    }

    private void TakeLate(List<PendingStore> written)
    {
        foreach (var store in written.Where(static store => store.IsPlacedLater))
        {
            if (_late.Remove(store.Key, out var earlier))
            {
                // Two versions in one batch: the first never gets into its place.
                File.Delete(earlier.TemporaryPath);
            }

            _late[store.Key] = new LatePlacement(store.Volume, store.File.Path);
            store.File.Leave();
        }
    }

    /// <summary>
    /// Flushes the log and puts what waited for that into its place. It is acknowledged whatever happens here, so that its row stays in the index; where the
    /// volume has gone meanwhile, its files are put into their places when it is back.
    /// </summary>
    private void Settle(Action<CommitStep>? reached, Action<StorageVolume, Exception> failed)
    {
        if (_late.Count == 0)
        {
            return;
        }

        foreach (var waiting in _late.GroupBy(static late => late.Value.Volume))
        {
            try
            {
                waiting.Key.Log.Flush();
                PlaceLate(waiting);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failed(waiting.Key, exception);
            }
        }

        _late.Clear();
        reached?.Invoke(CommitStep.Settled);
    }

    private static void PlaceLate(IEnumerable<KeyValuePair<InstanceKey, LatePlacement>> waiting)
    {
        // The next one is mostly of the same series.
        var known = "";
        foreach (var (key, late) in waiting)
        {
            var path = late.Volume.PathOf(key);
            var folder = Path.GetDirectoryName(path)!;
            if (folder != known)
            {
                EnsureFolder(late.Volume, folder);
                known = folder;
            }

            File.Move(late.TemporaryPath, path, overwrite: true);
        }
    }
}
