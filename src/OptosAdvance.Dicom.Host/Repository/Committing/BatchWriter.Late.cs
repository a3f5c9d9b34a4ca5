namespace OptosAdvance.Dicom.Host;

internal sealed partial class BatchWriter
{
    /// <summary>What is acknowledged and not in its place yet; nothing of it is lost with this: it is in the log, and each file says what it is.</summary>
    private readonly Dictionary<InstanceKey, LatePlacement> _late = [];

    private readonly ClearFolders _clear = new();

    /// <summary>Fewer are in their places before others would have noticed.</summary>
    private const int WorthMovingAside = 8;

    /// <summary>Instances that came after <see cref="BeginMoves"/>: their rows must not be committed with those of what is being moved.</summary>
    private readonly List<PendingStore> _keptBack = [];

    /// <summary>What is being put into its place.</summary>
    private LateMoves? _moves;

    /// <summary>An acknowledged file of this instance is not in its place yet; <see cref="CommitIndex"/> puts it there.</summary>
    public bool IsLate(InstanceKey key) => _late.ContainsKey(key) || _moves?.Contains(key) == true;

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
            try
            {
                _clear.Prepare(store.Volume, store.Volume.PathOf(store.Key));
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

            _late[store.Key] = new LatePlacement(store.Volume, store.File.Path, store.File.IsSpare ? store.Entry : null);
            store.File.Leave();
        }
    }

    /// <summary>
    /// Begins to put what waits into its place, on the caller's thread while others go on committing: their rows are kept back until <see cref="CommitMoved"/>. Null when there is too little to be
    /// worth it.
    /// </summary>
    public LateMoves? BeginMoves()
    {
        if (_late.Count < WorthMovingAside)
        {
            return null;
        }

        _moves = new LateMoves(new Dictionary<InstanceKey, LatePlacement>(_late));
        _late.Clear();
        return _moves;
    }

    /// <summary>Commits the rows of what has been moved, unless somebody had to do so before. What came meanwhile goes on waiting.</summary>
    /// <param name="moves">What was begun, and is done.</param>
    /// <param name="reached">Told each step.</param>
    /// <param name="failed">See <see cref="CommitIndex"/>.</param>
    /// <exception cref="Exception">See <see cref="CommitIndex"/>.</exception>
    public void CommitMoved(LateMoves moves, Action<CommitStep>? reached, Action<StorageVolume, Exception> failed)
    {
        if (moves != _moves)
        {
            return;
        }

        EndMoves(failed);
        reached?.Invoke(CommitStep.Settled);
        CommitRows(reached);
        PutKeptBack();
    }

    /// <summary>Puts into its place what waits for that, with all others held up.</summary>
    private void Settle(Action<CommitStep>? reached, Action<StorageVolume, Exception> failed)
    {
        EndMoves(failed);
        PutKeptBack();
        if (_late.Count == 0)
        {
            return;
        }

        _moves = new LateMoves(_late);
        EndMoves(failed);
        _late.Clear();
        reached?.Invoke(CommitStep.Settled);
    }

    private void EndMoves(Action<StorageVolume, Exception> failed)
    {
        if (_moves is not null)
        {
            foreach (var (volume, failure) in _moves.Complete())
            {
                failed(volume, failure);
            }

            _moves = null;
        }
    }

    private void PutKeptBack()
    {
        foreach (var store in _keptBack)
        {
            PutInIndex(store);
        }

        _keptBack.Clear();
    }
}
