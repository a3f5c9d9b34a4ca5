namespace OptosAdvance.Dicom.Host;

internal sealed partial class IngestCommitter
{
    /// <summary>Instances of others that a sender's thread commits after its own.</summary>
    private const int MaximumForOthers = 8;

    /// <summary>
    /// Puts a received instance into its place. When the task completes, the instance survives what the configured durability says.
    /// The file stays the caller's to dispose. When nothing else is being committed that is done before this returns.
    /// </summary>
    /// <param name="file">What has come.</param>
    /// <param name="entry">Its row.</param>
    /// <param name="isWaitedFor">False when the caller has more to submit before the task completes: then this returns at once, and many are committed together.</param>
    /// <exception cref="IOException">It could not be made durable; nothing of it is left.</exception>
    /// <exception cref="ObjectDisposedException">The host is stopping.</exception>
    public Task<CommitOutcome> SubmitAsync(IncomingFile file, IndexEntry entry, bool isWaitedFor = true)
    {
        var store = new PendingStore(file, entry, mayWait: !isWaitedFor && file.IsHeld);
        if (!isWaitedFor || !_queue.TryOwn(file.IsDurable))
        {
            Enqueue(store);
            return store.Completion;
        }

        try
        {
            _stores.Add(store);
            CommitBatch(_stores);
            if (file.IsDurable)
            {
                CommitDurable();
            }
        }
        finally
        {
            _stores.Clear();
            Release();
        }

        if (IsCommitDue)
        {
            // Not on this thread: its sender has the next instance ready.
            _queue.Call();
        }

        return store.Completion;
    }

    /// <summary>
    /// Files that are flushed at the same time are done at the same time: those that came while the first was committed are next, before another thread has been woken
    /// for them. No more than one batch, for the sender of the first waits.
    /// </summary>
    private void CommitDurable()
    {
        while (_queue.TryTakeJoining(out var action))
        {
            RunAction(action);
        }

        _stores.Clear();
        while (_stores.Count < MaximumForOthers && _queue.TryTakeDurable(out var store))
        {
            _stores.Add(store);
        }

        if (_stores.Count > 0)
        {
            CommitBatch(_stores);
        }
    }

    /// <summary>Gives the right to commit back, after all that nobody else would do.</summary>
    private void Release()
    {
        while (!_queue.TryRelease())
        {
            CommitDurable();
            _stores.Clear();
        }
    }

    private void Enqueue(PendingWork work)
    {
        if (!_queue.TryAdd(work))
        {
            throw new ObjectDisposedException(nameof(IngestCommitter), "The host is stopping; the repository takes no more data.");
        }
    }
}
