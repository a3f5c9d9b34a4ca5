using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Makes a planned batch part of the repository: log, flush, files into their places, rows into the index. A crash at any point leaves a state from
/// which <see cref="IngestRecovery"/> gets to one where every acknowledged instance is there and none is half there.
/// </summary>
/// <remarks>
/// The transaction of the index stays open over batches, until <see cref="CommitIndex"/>: its pages are then written once for many.
/// Not thread-safe; owned by the committer.
/// </remarks>
internal sealed partial class BatchWriter(IndexWriter index, FlushThreads flushes, ILogger logger)
{
    /// <summary>So many instances to be written to their places are worth another thread that waits for the device.</summary>
    private const int WorthAThread = 2;

    private readonly Dictionary<StorageVolume, LogMark> _marks = [];
    private readonly HashSet<StorageVolume> _uncommitted = [];
    private readonly List<string> _superseded = [];
    private bool _isOpen;

    /// <summary>The batch that is written has come to the index: when it fails, rows of it may be there.</summary>
    private bool _isInIndex;

    /// <summary>The index holds rows that are not committed.</summary>
    public bool IsIndexOpen => _isOpen;

    /// <summary>Writes the batch. An instance that alone cannot be stored has its <see cref="PendingStore.Failure"/> set.</summary>
    /// <param name="stores">The planned batch.</param>
    /// <param name="durable">It is flushed.</param>
    /// <param name="reached">Told each step.</param>
    /// <exception cref="Exception">The batch failed; <see cref="TakeBack"/> is to follow.</exception>
    public void Write(List<PendingStore> stores, bool durable, Action<CommitStep>? reached)
    {
        var written = stores.FindAll(static store => store.IsToBeWritten);
        foreach (var volume in written.Select(static store => store.Volume).Distinct())
        {
            _marks.Add(volume, volume.Log.End);
            volume.Log.Write();
        }

        reached?.Invoke(CommitStep.Logged);
        if (durable)
        {
            MarkLate(written);

            // What takes the place of another version comes after the flush: until then that one is all there is.
            var meanwhile = written.FindAll(static store => store is { File.IsHeld: true, Outcome: CommitOutcome.Stored });
            Flush(written, meanwhile.Count < WorthAThread ? [] : meanwhile);
        }

        reached?.Invoke(CommitStep.Flushed);
        PlaceAll(written.FindAll(static store => store is { IsPlaced: false, IsPlacedLater: false, Failure: null }), durable);
        PrepareLate(written);
        ForgetFailed(written);
        foreach (var store in stores.Where(static store => store.SameAs?.Failure is not null))
        {
            store.Failure = store.SameAs!.Failure;
        }

        reached?.Invoke(CommitStep.Moved);
        _isInIndex = true;
        PutInIndex(written);
        TakeLate(written);
        _isInIndex = false;
        _marks.Clear();
    }

    private void Fail(PendingStore store, Exception exception)
    {
        LogPlaceFailed(exception, store.Key.SopInstanceUid);
        store.Failure = exception;
    }

    /// <summary>What was refused as a whole is not to come back from the log.</summary>
    private void ForgetFailed(List<PendingStore> written)
    {
        foreach (var (volume, mark) in _marks)
        {
            if (written.TrueForAll(store => store.Volume != volume || store.Failure is not null))
            {
                volume.Log.CutAt(mark);
            }
        }
    }

    private void PutInIndex(List<PendingStore> written)
    {
        foreach (var store in written.Where(static store => store.IsPlaced || store.IsPlacedLater))
        {
            if (store.IsPlacedLater && _moves is not null)
            {
                _keptBack.Add(store);
            }
            else
            {
                PutInIndex(store);
            }
        }
    }

    private void PutInIndex(PendingStore store)
    {
        if (!_isOpen)
        {
            index.Begin();
            _isOpen = true;
        }

        index.Put(store.Entry, store.Volume.Id);
        _uncommitted.Add(store.Volume);
        if (store.Superseded is { } superseded)
        {
            _superseded.Add(superseded);
        }
    }

    /// <summary>Changes the index in the transaction that is open, or in one of its own.</summary>
    public T Join<T>(Func<IndexWriter, T> change) => _isOpen ? change(index) : index.Change(change);

    /// <summary>Commits what the batches since the last time have put into the index, after all files are in their places. Nothing happens when that is nothing.</summary>
    /// <param name="reached">Told each step.</param>
    /// <param name="failed">Told each volume where a file could not be put into its place, and why: a recovery there does it from the log.</param>
    /// <exception cref="Exception">It cannot be done: <see cref="ForgetIndex"/> is to follow.</exception>
    public void CommitIndex(Action<CommitStep>? reached, Action<StorageVolume, Exception> failed)
    {
        if (!_isOpen)
        {
            return;
        }

        Settle(reached, failed);
        CommitRows(reached);
    }

    private void CommitRows(Action<CommitStep>? reached)
    {
        index.Commit();
        reached?.Invoke(CommitStep.Indexed);
        _isOpen = false;
        _uncommitted.Clear();
        foreach (var path in _superseded)
        {
            DeleteSuperseded(path);
        }

        _superseded.Clear();
    }

    /// <summary>Drops what is not committed.</summary>
    /// <returns>Volumes whose logs hold acknowledged instances that the index does not: a recovery has to come before the next batch.</returns>
    public IReadOnlyCollection<StorageVolume> ForgetIndex()
    {
        EndMoves(static (_, _) => { });
        StorageVolume[] doubtful = [.. _uncommitted, .. _keptBack.Select(static store => store.Volume)];
        index.Rollback();
        _isOpen = false;
        _uncommitted.Clear();
        _superseded.Clear();
        _late.Clear();
        _keptBack.Clear();
        return doubtful;
    }

    /// <summary>Takes back what a failed batch did, whether or not it came to <see cref="Write"/>; the batches before it keep what is theirs.</summary>
    /// <returns>Volumes where a recovery has to come before the next batch.</returns>
    public IReadOnlyCollection<StorageVolume> TakeBack(List<PendingStore> stores)
    {
        var touched = stores.Select(static store => store.Volume).ToHashSet();
        try
        {
            // Rows of this batch can only be taken back together with those of the batches before.
            var doubtful = _isInIndex ? ForgetIndex() : [];
            foreach (var volume in touched)
            {
                volume.Log.Discard();
            }

            if (stores.Exists(static store => store is { IsPlaced: true, Outcome: CommitOutcome.Replaced }))
            {
                // The version that was there before is gone; the log knows which one is there now.
                touched.UnionWith(doubtful);
                return touched;
            }

            foreach (var (volume, mark) in _marks)
            {
                volume.Log.CutAt(mark);
            }

            foreach (var store in stores.Where(static store => store.IsPlaced))
            {
                File.Delete(store.Volume.PathOf(store.Key));
            }

            return doubtful;
        }
        catch (Exception exception)
        {
            LogTakeBackFailed(exception);
            touched.UnionWith(_marks.Keys);
            return touched;
        }
        finally
        {
            _isInIndex = false;
            _marks.Clear();
        }
    }

    private void DeleteSuperseded(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(exception, path);
        }
    }

    [LoggerMessage(EventId = 3015, Level = LogLevel.Warning, Message = "The file '{Path}' is of a version that was replaced, and cannot be deleted.")]
    private partial void LogNotDeleted(Exception exception, string path);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Error, Message = "Instance {SopInstanceUid} could not be moved into its place.")]
    private partial void LogPlaceFailed(Exception exception, string sopInstanceUid);

    [LoggerMessage(EventId = 3012, Level = LogLevel.Error, Message = "A failed batch could not be taken back; recovery follows.")]
    private partial void LogTakeBackFailed(Exception exception);
}
