using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Makes received instances part of the repository, durably, many at a time: one flush for all that was submitted while the flush before was
/// running (group commit). The only one who changes index, logs and study folders.
/// </summary>
/// <remarks>
/// Order is what makes it safe. The log comes first, and is flushed together with the bytes of the instances, which lie in it when they are few;
/// study's folder and index are not flushed: the log stands for them until the next <see cref="CheckpointAsync"/>. The index is committed some
/// batches later, or when somebody reads it (<see cref="WhenIndexed"/>).
/// </remarks>
internal sealed partial class IngestCommitter : IDisposable
{
    /// <summary>Instances of one batch; bounds the time until the first is answered.</summary>
    private const int MaximumBatch = 512;

    /// <summary>Bytes that one batch puts into the log, or little more.</summary>
    private const long MaximumBatchBytes = 8L << 20;

    private readonly CommitQueue _queue = new();
    private readonly List<PendingStore> _stores = [];
    private readonly IndexWriter _index;
    private readonly StorageVolumes _volumes;
    private readonly RepositoryState _state;
    private readonly IngestRecovery _recovery;
    private readonly Func<Durability> _durability;
    private readonly ILogger<IngestCommitter> _logger;
    private readonly FlushThreads _flushes = new();
    private readonly BatchPlanner _planner;
    private readonly BatchWriter _writer;
    private readonly StudyRemoval _removal;
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
        index.Database.WhenUpToDate = WhenIndexed;
        index.Database.WhenDamaged = SuspendForDamage;
        _volumes = volumes;
        _state = state;
        _recovery = recovery;
        _durability = durability;
        _logger = logger;
        _planner = new BatchPlanner(index, volumes);
        _writer = new BatchWriter(index, _flushes, logger);
        _removal = new StudyRemoval(index);
    }

    /// <summary>What is submitted now is flushed before it is acknowledged.</summary>
    public bool IsDurable => _durability() == Durability.PowerLoss;

    /// <summary>Called between the steps of a batch, for tests that stop the world there.</summary>
    internal Action<CommitStep>? StepReached { get; set; }

    public void Start() => _loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Finishes what was submitted, makes the index durable and ends.</summary>
    public async Task StopAsync()
    {
        _queue.Close();
        await _loop;
    }

    /// <summary>Runs an action between two batches.</summary>
    public Task<T> RunAsync<T>(Func<IndexWriter, T> action)
    {
        var pending = new PendingAction<T>(() => action(_index));
        Enqueue(pending);
        return pending.Completion;
    }

    /// <summary>Runs an action in a transaction of the index, between two batches.</summary>
    public Task<T> ChangeIndexAsync<T>(Func<IndexWriter, T> action) => RunAsync(index => index.Change(action));

    /// <summary>
    /// Changes the index at the next opportunity, in the transaction in which what was received waits for its commit: nobody has to stop for it. It is lost when that commit fails, or the host is killed before.
    /// </summary>
    public Task<T> JoinIndexAsync<T>(Func<IndexWriter, T> action)
    {
        var pending = new PendingAction<T>(() => _writer.Join(action)) { JoinsTransaction = true };
        Enqueue(pending);
        return pending.Completion;
    }

    /// <summary>Registers a volume, brings index and files of it into agreement, and clears its incoming area.</summary>
    public Task<RecoverySummary> AttachAsync(StorageVolume volume) => RunAsync(_ => Attach(volume));

    /// <summary>As <see cref="AttachAsync"/>, before <see cref="Start"/>.</summary>
    public RecoverySummary Attach(StorageVolume volume)
    {
        volume.Id = _index.EnsureVolume(volume.Token, volume.Root);
        var summary = _recovery.Recover(volume, _index);
        volume.CleanIncoming();
        if (!(volume.IsIndexed = _index.IsVolumeComplete(volume.Id)) && !Directory.EnumerateFileSystemEntries(volume.StudiesFolder).Any())
        {
            _index.SetVolumeComplete(volume.Id);
            volume.IsIndexed = true;
        }

        _volumes.Add(volume);
        Checkpoint();
        return summary;
    }

    /// <summary>Removes a study.</summary>
    /// <returns>Folders that are out of the way and wait to be deleted by the caller.</returns>
    /// <exception cref="IOException">A folder cannot be moved; the study stays as it is.</exception>
    public Task<List<string>> RemoveStudyAsync(string studyInstanceUid, IReadOnlyCollection<StorageVolume> volumes) =>
        RunAsync(_ => RemoveStudy(studyInstanceUid, volumes));

    public void Dispose() => _flushes.Dispose();

    private void Loop()
    {
        // Blocking is the point of this thread: it waits for the device.
        while (_queue.Own(Patience) is var state and not CommitQueueState.Closed)
        {
            switch (state)
            {
                case CommitQueueState.Pause:
                    UseThePause();
                    break;
                case CommitQueueState.Called:
                    CommitIndexIfDue();
                    break;
                default:
                    DoWhatWaits();
                    break;
            }

            _queue.Release();
        }

        RunAction(new PendingAction<bool>(Checkpoint));
        _queue.Release();
    }

    private void DoWhatWaits()
    {
        var action = TakeBatch(_stores);
        if (_stores.Count > 0)
        {
            CommitBatch(_stores);
            _stores.Clear();
        }

        if (action is not null)
        {
            RunAction(action);
        }
        else
        {
            CommitIndexIfDue();
        }
    }

    /// <summary>Takes what waits, up to an action, which has to come after it.</summary>
    private PendingAction? TakeBatch(List<PendingStore> stores)
    {
        long bytes = 0;
        while (stores.Count < MaximumBatch && bytes < MaximumBatchBytes && _queue.TryTake(out var work))
        {
            if (work is not PendingStore store)
            {
                return (PendingAction)work;
            }

            stores.Add(store);
            bytes += store.File.Held.Length;
        }

        return null;
    }

    private void RunAction(PendingAction action)
    {
        if (!action.JoinsTransaction)
        {
            CommitIndex();
        }

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
        var durable = IsDurable;
        try
        {
            RecoverVolumesInDoubt(Holds);
            if (stores.Exists(store => _writer.IsLate(store.Key)))
            {
                // Another version of one that is acknowledged and not in its place yet: one after the other.
                CommitIndex();
                RecoverVolumesInDoubt(Holds);
            }

            _planner.Plan(stores, _batch, durable);
            StepReached?.Invoke(CommitStep.Planned);
            _writer.Write(stores, durable, StepReached);
        }
        catch (Exception exception)
        {
            LogBatchFailed(exception, stores.Count);
            _inDoubt.UnionWith(_writer.TakeBack(stores));
            if (!_writer.IsIndexOpen)
            {
                EndIndexing();
            }

            SuspendFor(exception);
            foreach (var store in stores)
            {
                store.Fail(exception);
            }

            return;
        }

        bool Holds(StorageVolume volume) => stores.Exists(store => store.Volume == volume);

        NoteUncommitted(stores.Count);
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

    private List<string> RemoveStudy(string studyInstanceUid, IReadOnlyCollection<StorageVolume> volumes)
    {
        RecoverVolumesInDoubt(volumes.Contains);
        _batch++;
        try
        {
            return _removal.Remove(studyInstanceUid, volumes, _batch, IsDurable, StepReached);
        }
        catch (StudyInDoubtException exception)
        {
            _inDoubt.UnionWith(volumes);
            throw exception.InnerException!;
        }
    }

    private void SuspendFor(Exception exception)
    {
        if (StorageFailure.IsOutOfResources(exception))
        {
            _state.Suspend(SuspensionCause.WriteFailed, StorageFailure.Describe(exception));
        }
        else if (IndexDamage.Is(exception))
        {
            SuspendForDamage(exception);
        }
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Error, Message = "A batch of {Count} instances could not be stored.")]
    private partial void LogBatchFailed(Exception exception, int count);

    [LoggerMessage(EventId = 3013, Level = LogLevel.Error, Message = "Work on the repository failed.")]
    private partial void LogActionFailed(Exception exception);
}
