using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Host;

/// <summary>Brings index and files into agreement from the ingest log, after a crash of any kind. Running it twice changes nothing more.</summary>
/// <remarks>
/// For each instance the log names, the newest entry that the file in place agrees with is what holds. When the newest entry brought its bytes, the file
/// is written from them: it was not flushed, and may be missing, short, or full of zeros. A file that waits in the incoming area
/// and agrees with the newest entry is moved first: its rename was not flushed. When nothing agrees, the instance was never acknowledged and goes;
/// when the file is the one that was to be replaced, it stays. Files of a batch before the last were flushed before the last began, so their bytes
/// need not be read again.
/// </remarks>
internal sealed partial class IngestRecovery(Func<string, IndexEntry?> inspect, ILogger<IngestRecovery> logger)
{
    /// <summary>Replays the log of a volume. The log is not emptied: that is for the checkpoint that follows.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="index">The index.</param>
    /// <exception cref="DirectoryNotFoundException">The volume is not mounted; nothing has changed.</exception>
    public RecoverySummary Recover(StorageVolume volume, IndexWriter index)
    {
        volume.RequirePresent();
        List<IngestRecord> records = [.. volume.Log.ReadAll()];
        SpareRecovery.Run(volume, records);
        records.AddRange(FindUnlogged(volume, records));
        if (records.Count == 0)
        {
            return default;
        }

        var stores = new Dictionary<InstanceKey, List<StoreRecord>>();
        var deleted = new HashSet<string>();
        foreach (var record in records)
        {
            Gather(record, stores, deleted);
        }

        var lastBatch = records[^1].Batch;
        var summary = new RecoverySummary { Entries = records.Count };
        index.Begin();
        try
        {
            foreach (var study in deleted)
            {
                Delete(volume, index, study, stores);
            }

            foreach (var (key, versions) in stores)
            {
                summary = Restore(volume, index, key, versions, lastBatch, summary);
            }

            // If it has gone in the middle, files that are on it were not found.
            volume.RequirePresent();
            index.Commit();
        }
        catch
        {
            index.Rollback();
            throw;
        }

        LogRecovered(volume.Root, summary.Entries, summary.Indexed, summary.Discarded, summary.Restored);
        return summary;
    }

    private static void Gather(IngestRecord record, Dictionary<InstanceKey, List<StoreRecord>> stores, HashSet<string> deleted)
    {
        switch (record)
        {
            case StoreRecord store:
                if (!stores.TryGetValue(store.Entry.Content.Key, out var versions))
                {
                    stores.Add(store.Entry.Content.Key, versions = []);
                }

                versions.Add(store);
                break;
            case DeleteRecord delete:
                deleted.Add(delete.StudyInstanceUid);
                foreach (var key in stores.Keys.Where(key => key.StudyInstanceUid == delete.StudyInstanceUid).ToList())
                {
                    stores.Remove(key);
                }

                break;
        }
    }

    /// <summary>
    /// Files that were acknowledged before the log was flushed, when a power cut took their entries, or that nearly were: each says of itself that it is whole. One that came in before
    /// a version that the log knows was deleted, and only its deletion did not reach the disk: it must not take the place of what came after it.
    /// </summary>
    private List<StoreRecord> FindUnlogged(StorageVolume volume, List<IngestRecord> records)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var newest = new Dictionary<InstanceKey, DateTimeOffset>();
        foreach (var record in records.OfType<StoreRecord>())
        {
            names.Add(record.TemporaryName);
            newest[record.Entry.Content.Key] = record.Entry.ReceivedAt;
        }

        var batch = records.Count > 0 ? records[^1].Batch : 0;
        var found = new List<StoreRecord>();
        foreach (var file in volume.ListWaiting())
        {
            if (!names.Contains(file.Name)
                && ArrivalMark.Read(file.FullName) is { } mark
                && inspect(file.FullName) is { } entry
                && entry.File == mark.File
                && RepositoryLayout.IsSafe(entry.Content.Key)
                && !(newest.TryGetValue(entry.Content.Key, out var logged) && mark.ReceivedAt < logged))
            {
                found.Add(new StoreRecord(batch, Durable: true, file.Name, entry with { ReceivedAt = mark.ReceivedAt }, Replaced: null));
            }
        }

        found.Sort(static (one, other) => one.Entry.ReceivedAt.CompareTo(other.Entry.ReceivedAt));
        return found;
    }

    private static void Delete(
        StorageVolume volume, IndexWriter index, string studyInstanceUid, Dictionary<InstanceKey, List<StoreRecord>> stores)
    {
        foreach (var key in index.ListInstances(studyInstanceUid, volume.Id).Where(key => !stores.ContainsKey(key)))
        {
            index.DeleteInstance(key);
        }

        var folder = new DirectoryInfo(Path.Combine(volume.Root, RepositoryLayout.StudyFolder(studyInstanceUid)));
        if (!folder.Exists)
        {
            return;
        }

        foreach (var series in folder.EnumerateDirectories())
        {
            foreach (var file in series.EnumerateFiles())
            {
                var key = new InstanceKey(studyInstanceUid, series.Name, Path.GetFileNameWithoutExtension(file.Name));
                if (!stores.ContainsKey(key))
                {
                    file.Delete();
                }
            }

            DeleteIfEmpty(series);
        }

        DeleteIfEmpty(folder);
    }

    private RecoverySummary Restore(
        StorageVolume volume,
        IndexWriter index,
        InstanceKey key,
        List<StoreRecord> versions,
        long lastBatch,
        RecoverySummary summary)
    {
        var path = volume.PathOf(key);
        var newest = versions[^1];
        if (index.Find(key) is { } elsewhere && elsewhere.VolumeId != volume.Id && elsewhere.ReceivedAt > newest.Entry.ReceivedAt)
        {
            // While this volume was away a later version came in on another.
            Remove(path);
            return summary with { Discarded = summary.Discarded + 1 };
        }

        var waiting = volume.TemporaryPath(newest.TemporaryName);
        // What a later batch proves to have been flushed need not be read again, unless it is to be told from another version.
        var trusted = versions.Count == 1 && newest.Durable && newest.Data is null && newest.Batch < lastBatch && !File.Exists(waiting);
        for (var i = versions.Count - 1; i >= 0; i--)
        {
            if (Matches(path, versions[i], trusted) || TryComplete(volume, path, versions[i]))
            {
                index.Put(versions[i].Entry, volume.Id);
                return summary with { Indexed = summary.Indexed + 1 };
            }
        }

        var before = versions[0].Replaced;
        if (before is { } replaced && Matches(path, replaced) && inspect(path) is { } entry && entry.Content.Key == key)
        {
            if (index.Find(key) is not { } indexed || indexed.File != replaced)
            {
                index.Put(entry, volume.Id);
            }

            return summary with { Restored = summary.Restored + 1 };
        }

        if (index.Find(key)?.VolumeId == volume.Id)
        {
            index.DeleteInstance(key);
        }

        Remove(path);
        return summary with { Discarded = summary.Discarded + 1 };
    }

    /// <summary>Does what was still to be done for an instance: writes it from the log, or moves it from where it waits.</summary>
    private static bool TryComplete(StorageVolume volume, string path, StoreRecord record)
    {
        var waiting = volume.TemporaryPath(record.TemporaryName);
        if (record.Data is { } data)
        {
            var bytes = new byte[data.Length];
            volume.Log.ReadData(data, bytes);
            File.WriteAllBytes(waiting, bytes);
        }
        else if (!Matches(waiting, record, trusted: false))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(waiting, path, overwrite: true);
        return true;
    }

    private static bool Matches(string path, StoreRecord record, bool trusted)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length == record.Entry.File.Length && (trusted || Matches(path, record.Entry.File));
    }

    private static bool Matches(string path, StoredFile expected)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
        return RandomAccess.GetLength(handle) == expected.Length && StoredContent.IsIn(handle, expected);
    }

    private static void Remove(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        var series = new DirectoryInfo(Path.GetDirectoryName(path)!);
        DeleteIfEmpty(series);
        DeleteIfEmpty(series.Parent!);
    }

    private static void DeleteIfEmpty(DirectoryInfo folder)
    {
        if (folder.Exists && !folder.EnumerateFileSystemInfos().Any())
        {
            folder.Delete();
        }
    }

    [LoggerMessage(
        EventId = 3020,
        Level = LogLevel.Warning,
        Message = "The repository '{Root}' was not closed in order: {Entries} log entries, {Indexed} instances indexed, {Discarded} unacknowledged ones removed, {Restored} kept as they were.")]
    private partial void LogRecovered(string root, int entries, int indexed, int discarded, int restored);
}
