using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Makes received instances part of the repository, durably, many at a time: log entry, rename into place, index row, and one flush
/// for all that was submitted while the flush before was running (group commit). The only one who changes index, logs and study folders.
/// </summary>
/// <remarks>
/// Order is what makes it safe. The log entry is written before the rename, so that nothing is in a study's folder that the log does not
/// know of; the flush comes last and covers files, folders and log; the index is not flushed, the log stands for it until the next
/// <see cref="Checkpoint"/>. A crash at any point leaves a state from which <see cref="IngestRecovery"/> gets to one where every
/// acknowledged instance is there and none is half there.
/// </remarks>
internal sealed partial class IngestCommitter
{
    /// <summary>Instances of one batch; bounds the time until the first is answered.</summary>
    private const int MaximumBatch = 512;

    /// <summary>The log is emptied when it, or what a start would have to read again, has grown this large.</summary>
    private const long CheckpointLogBytes = 8L << 20;

    /// <summary>
    /// A flush of the volume writes what else comes in as well. Up to this many bytes of that for each instance of the batch it is cheaper
    /// than flushing files, folders and log one by one, which costs a commit of the journal each.
    /// </summary>
    private const long MaximumOthersPerInstance = 16L << 20;

    /// <summary>
    /// Up to so many instances are flushed one by one: a flush of the volume also writes the index, and the file system's own blocks to their places.
    /// </summary>
    private const int FewInstances = 4;

    private readonly Channel<PendingWork> _queue = Channel.CreateUnbounded<PendingWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IndexWriter _index;
    private readonly StorageVolumes _volumes;
    private readonly RepositoryState _state;
    private readonly IngestRecovery _recovery;
    private readonly Func<Durability> _durability;
    private readonly ILogger<IngestCommitter> _logger;
    private readonly Dictionary<InstanceKey, PendingStore> _planned = [];
    private readonly HashSet<string> _changedFolders = [];
    private readonly HashSet<StorageVolume> _inDoubt = [];
    private Task _loop = Task.CompletedTask;
    private long _batch;

    public IngestCommitter(
        IndexWriter index,
        StorageVolumes volumes,
        RepositoryState state,
        IngestRecovery recovery,
        Func<Durability> durability,
        ILogger<IngestCommitter> logger)
    {
        _index = index;
        _volumes = volumes;
        _state = state;
        _recovery = recovery;
        _durability = durability;
        _logger = logger;
    }

    /// <summary>Called between the steps of a batch, for tests that stop the world there.</summary>
    internal Action<CommitStep>? StepReached { get; set; }

    public void Start() => _loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Finishes what was submitted, makes the index durable and ends.</summary>
    public async Task StopAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    /// <summary>
    /// Puts a received instance into its place. When the task completes, the instance survives what the configured durability says.
    /// The file stays the caller's to dispose.
    /// </summary>
    /// <exception cref="IOException">It could not be made durable; nothing of it is left.</exception>
    /// <exception cref="ObjectDisposedException">The host is stopping.</exception>
    public Task<CommitOutcome> SubmitAsync(IncomingFile file, IndexEntry entry)
    {
        var store = new PendingStore(file, entry);
        Enqueue(store);
        return store.Completion;
    }

    /// <summary>Runs an action between two batches.</summary>
    public Task<T> RunAsync<T>(Func<IndexWriter, T> action)
    {
        var pending = new PendingAction<T>(() => action(_index));
        Enqueue(pending);
        return pending.Completion;
    }

    /// <summary>Runs an action in a transaction of the index, between two batches.</summary>
    public Task<T> ChangeIndexAsync<T>(Func<IndexWriter, T> action) =>
        RunAsync(index =>
        {
            index.Begin();
            try
            {
                var result = action(index);
                index.Commit();
                return result;
            }
            catch
            {
                index.Rollback();
                throw;
            }
        });

    /// <summary>Makes the index durable and empties the logs.</summary>
    public Task<bool> CheckpointAsync() => RunAsync(_ => Checkpoint());

    /// <summary>Registers a volume, brings index and files of it into agreement, and clears its incoming area.</summary>
    public Task<RecoverySummary> AttachAsync(StorageVolume volume) => RunAsync(_ => Attach(volume));

    /// <summary>As <see cref="AttachAsync"/>, before <see cref="Start"/>.</summary>
    public RecoverySummary Attach(StorageVolume volume)
    {
        volume.Id = _index.EnsureVolume(volume.Token, volume.Root);
        var summary = _recovery.Recover(volume, _index);
        volume.CleanIncoming();
        _volumes.Add(volume);
        Checkpoint();
        return summary;
    }

    /// <summary>Removes a study.</summary>
    /// <returns>Folders that are out of the way and wait to be deleted by the caller.</returns>
    /// <exception cref="IOException">A folder cannot be moved; the study stays as it is.</exception>
    public Task<List<string>> RemoveStudyAsync(string studyInstanceUid, IReadOnlyCollection<StorageVolume> volumes) =>
        RunAsync(_ => RemoveStudy(studyInstanceUid, volumes));

    private void Enqueue(PendingWork work)
    {
        if (!_queue.Writer.TryWrite(work))
        {
            throw new ObjectDisposedException(nameof(IngestCommitter), "The host is stopping; the repository takes no more data.");
        }
    }

    private void Loop()
    {
        var stores = new List<PendingStore>();
        // Blocking is the point of this thread: it flushes.
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            PendingAction? action = null;
            while (stores.Count < MaximumBatch && _queue.Reader.TryRead(out var work))
            {
                if (work is PendingStore store)
                {
                    stores.Add(store);
                }
                else
                {
                    action = (PendingAction)work;
                    break;
                }
            }

            if (stores.Count > 0)
            {
                CommitBatch(stores);
                stores.Clear();
            }

            if (action is not null)
            {
                RunAction(action);
            }
        }

        RunAction(new PendingAction<bool>(Checkpoint));
    }

    private void RunAction(PendingAction action)
    {
        try
        {
            action.Run();
        }
        catch (Exception exception)
        {
            LogActionFailed(exception);
            action.Fail(exception);
        }
    }

    private void CommitBatch(List<PendingStore> stores)
    {
        _batch++;
        var durable = _durability() == Durability.PowerLoss;
        try
        {
            RecoverVolumesInDoubt();
            Plan(stores, durable);
            StepReached?.Invoke(CommitStep.Planned);
            foreach (var volume in VolumesOf(stores))
            {
                volume.Log.Write();
            }

            StepReached?.Invoke(CommitStep.Logged);
            foreach (var store in stores.Where(static store => store.IsToBeWritten))
            {
                MoveIntoPlace(store);
            }

            foreach (var store in stores.Where(static store => store.SameAs?.Failure is not null))
            {
                store.Failure = store.SameAs!.Failure;
            }

            StepReached?.Invoke(CommitStep.Moved);
            WriteIndex(stores);
            StepReached?.Invoke(CommitStep.Indexed);
            if (durable)
            {
                Flush(stores);
            }

            StepReached?.Invoke(CommitStep.Flushed);
            DeleteSuperseded(stores);
        }
        catch (Exception exception)
        {
            LogBatchFailed(exception, stores.Count);
            Undo(stores);
            SuspendFor(exception);
            foreach (var store in stores)
            {
                store.Fail(exception);
            }

            return;
        }
        finally
        {
            _planned.Clear();
            _changedFolders.Clear();
        }

        foreach (var store in stores)
        {
            if (store.Failure is { } failure)
            {
                SuspendFor(failure);
            }

            store.Complete();
        }

        if (_volumes.Open.Any(static volume => volume.Log.Length > CheckpointLogBytes))
        {
            RunAction(new PendingAction<bool>(Checkpoint));
        }
    }

    private static IEnumerable<StorageVolume> VolumesOf(List<PendingStore> stores) =>
        stores.Where(static store => store.IsToBeWritten).Select(static store => store.Volume).Distinct();

    private void Plan(List<PendingStore> stores, bool durable)
    {
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
            else if (_index.Find(store.Key) is { } existing)
            {
                PlanReplacement(store, existing);
            }

            if (store.Outcome != CommitOutcome.Unchanged)
            {
                _planned[store.Key] = store;
                store.Volume.Log.Add(new StoreRecord(_batch, durable, store.File.Name, store.Entry, store.Replaced));
            }
        }
    }

    private void PlanReplacement(PendingStore store, IndexedInstance existing)
    {
        store.Outcome = CommitOutcome.Replaced;
        if (existing.VolumeId != store.Volume.Id)
        {
            store.Superseded = _volumes.Find(existing.VolumeId)?.PathOf(store.Key);
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

    private void MoveIntoPlace(PendingStore store)
    {
        try
        {
            var path = store.Volume.PathOf(store.Key);
            var folder = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                var study = Path.GetDirectoryName(folder)!;
                _changedFolders.Add(study);
                _changedFolders.Add(Path.GetDirectoryName(study)!);
            }

            _changedFolders.Add(folder);
            if (store.Replaced is not null || !store.Volume.Flush.CanFlushVolume)
            {
                // A rename may reach the disk before the bytes do; then a power cut would leave neither the old file nor the new one.
                store.File.FlushToDisk();
            }

            store.File.MoveTo(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogMoveFailed(exception, store.Key.SopInstanceUid);
            store.Failure = exception;
        }
    }

    private void WriteIndex(List<PendingStore> stores)
    {
        if (!stores.Any(static store => store.IsToBeWritten))
        {
            return;
        }

        _index.Begin();
        foreach (var store in stores.Where(static store => store.IsToBeWritten))
        {
            _index.Put(store.Entry, store.Volume.Id);
        }

        _index.Commit();
    }

    private void Flush(List<PendingStore> stores)
    {
        foreach (var volume in VolumesOf(stores))
        {
            var written = stores.Where(store => store.IsToBeWritten && store.Volume == volume).ToList();
            var others = volume.IncomingBytes - written.Sum(static store => store.File.Length);
            if (volume.Flush.CanFlushVolume && written.Count > FewInstances && others <= MaximumOthersPerInstance * written.Count)
            {
                volume.Flush.FlushVolume();
                continue;
            }

            volume.Log.StartWriting();
            foreach (var store in written)
            {
                store.File.StartWriting();
            }

            volume.Log.FlushToDisk();
            foreach (var store in written)
            {
                store.File.FlushToDisk();
            }

            foreach (var folder in _changedFolders)
            {
                VolumeFlush.FlushDirectory(folder);
            }
        }
    }

    private static void DeleteSuperseded(List<PendingStore> stores)
    {
        foreach (var store in stores.Where(static store => store.IsToBeWritten && store.Superseded is not null))
        {
            File.Delete(store.Superseded!);
        }
    }

    /// <summary>Takes back what a failed batch did; what cannot be taken back is left to a recovery before the next batch.</summary>
    private void Undo(List<PendingStore> stores)
    {
        foreach (var store in stores)
        {
            store.Volume.Log.Discard();
            _inDoubt.Add(store.Volume);
        }

        try
        {
            _index.Rollback();
            foreach (var store in stores.Where(static store => store is { Failure: null, Outcome: CommitOutcome.Stored }))
            {
                var path = store.Volume.PathOf(store.Key);
                if (File.Exists(path))
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception exception)
        {
            LogUndoFailed(exception);
        }
    }

    private void RecoverVolumesInDoubt()
    {
        if (_inDoubt.Count == 0)
        {
            return;
        }

        foreach (var volume in _inDoubt)
        {
            _recovery.Recover(volume, _index);
        }

        _inDoubt.Clear();
        EmptyLogs();
    }

    private void SuspendFor(Exception exception)
    {
        if (StorageFailure.IsOutOfResources(exception))
        {
            _state.Suspend(SuspensionCause.WriteFailed, StorageFailure.Describe(exception));
        }
    }

    private bool Checkpoint()
    {
        RecoverVolumesInDoubt();
        return EmptyLogs();
    }

    private bool EmptyLogs()
    {
        var volumes = _volumes.Open.Where(static volume => volume.Log.Length > 0).ToList();
        if (volumes.Count == 0)
        {
            return true;
        }

        foreach (var volume in volumes.Where(static volume => volume.Flush.CanFlushVolume))
        {
            // With Durability OperatingSystem nothing has been flushed so far: the index must not outlive its files.
            volume.Flush.FlushVolume();
        }

        if (!_index.Checkpoint())
        {
            return false;
        }

        foreach (var volume in volumes)
        {
            volume.Log.Truncate();
        }

        return true;
    }

    private List<string> RemoveStudy(string studyInstanceUid, IReadOnlyCollection<StorageVolume> volumes)
    {
        RecoverVolumesInDoubt();
        _batch++;
        var durable = _durability() == Durability.PowerLoss;
        var marks = volumes.ToDictionary(volume => volume, volume => volume.Log.Length);
        var moved = new List<string>();
        try
        {
            foreach (var volume in volumes)
            {
                volume.Log.Add(new DeleteRecord(_batch, durable, studyInstanceUid));
                volume.Log.Write();
                if (durable)
                {
                    volume.Log.FlushToDisk();
                }
            }

            StepReached?.Invoke(CommitStep.Logged);
            foreach (var volume in volumes)
            {
                var folder = Path.Combine(volume.Root, RepositoryLayout.StudyFolder(studyInstanceUid));
                if (Directory.Exists(folder))
                {
                    var away = volume.TemporaryPath(volume.NextTemporaryName(".removed"));
                    Directory.Move(folder, away);
                    moved.Add(away);
                }
            }
        }
        catch when (moved.Count == 0)
        {
            // Nothing has happened to the study, so nothing may happen to it at the next start.
            foreach (var (volume, mark) in marks)
            {
                volume.Log.CutAt(mark);
            }

            throw;
        }

        StepReached?.Invoke(CommitStep.Moved);
        _index.Begin();
        try
        {
            _index.DeleteStudy(studyInstanceUid);
            _index.Commit();
        }
        catch
        {
            _index.Rollback();
            _inDoubt.UnionWith(volumes);
            throw;
        }

        StepReached?.Invoke(CommitStep.Indexed);
        if (durable)
        {
            foreach (var volume in volumes)
            {
                VolumeFlush.FlushDirectory(Path.Combine(volume.Root, RepositoryLayout.Studies));
            }
        }

        return moved;
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Error, Message = "A batch of {Count} instances could not be stored.")]
    private partial void LogBatchFailed(Exception exception, int count);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Error, Message = "Instance {SopInstanceUid} could not be moved into its place.")]
    private partial void LogMoveFailed(Exception exception, string sopInstanceUid);

    [LoggerMessage(EventId = 3012, Level = LogLevel.Error, Message = "A failed batch could not be taken back; recovery follows.")]
    private partial void LogUndoFailed(Exception exception);

    [LoggerMessage(EventId = 3013, Level = LogLevel.Error, Message = "Work on the repository failed.")]
    private partial void LogActionFailed(Exception exception);
}
