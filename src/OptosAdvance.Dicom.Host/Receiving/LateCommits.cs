namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Commits of instances whose sender does not wait for them: it keeps its copy, and nobody is told that the instance is here before its commit is done. What may be
/// under way at once is limited. Thread-safe.
/// </summary>
internal sealed class LateCommits
{
    private const int MostInstances = 256;
    private const long MostBytes = 64L << 20;

    private readonly HashSet<string> _taken = [];
    private readonly List<string> _lost = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _done;
    private int _instances;
    private long _bytes;
    private bool _isClosed;

    /// <summary>SOP instances that were answered.</summary>
    public IReadOnlyCollection<string> Taken
    {
        get
        {
            lock (_gate)
            {
                return [.. _taken];
            }
        }
    }

    /// <summary>SOP instances that were answered and then could not be stored after all.</summary>
    public IReadOnlyList<string> Lost
    {
        get
        {
            lock (_gate)
            {
                return [.. _lost];
            }
        }
    }

    /// <summary>Takes over an instance while it is being committed. Completes when there is room for the next one.</summary>
    /// <param name="incoming">The instance; disposed when its commit is over.</param>
    /// <param name="sopInstanceUid">Names it.</param>
    /// <param name="commit">Stores it and counts it; false when it is not stored.</param>
    /// <returns>False when this is closed: the instance stays the caller's.</returns>
    public async ValueTask<bool> TryAddAsync(IncomingInstance incoming, string sopInstanceUid, Func<Task<bool>> commit)
    {
        var bytes = incoming.File.Length;
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            _instances++;
            _bytes += bytes;
            _taken.Add(sopInstanceUid);
        }

        _ = RunAsync(incoming, sopInstanceUid, commit, bytes);
        Task? room = null;
        lock (_gate)
        {
            if (IsFull)
            {
                room = (_room ??= Signal()).Task;
            }
        }

        if (room is not null)
        {
            await room;
        }

        return true;
    }

    /// <summary>Takes no more; completes when no commit is under way any more.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        return WhenDoneAsync();
    }

    /// <summary>Completes when no commit is under way any more.</summary>
    public Task WhenDoneAsync()
    {
        lock (_gate)
        {
            return _instances == 0 ? Task.CompletedTask : (_done ??= Signal()).Task;
        }
    }

    private bool IsFull => _instances >= MostInstances || _bytes >= MostBytes;

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync(IncomingInstance incoming, string sopInstanceUid, Func<Task<bool>> commit, long bytes)
    {
        var isStored = false;
        try
        {
            isStored = await commit();
        }
        finally
        {
            incoming.Dispose();
            lock (_gate)
            {
                if (!isStored)
                {
                    _lost.Add(sopInstanceUid);
                }

                _instances--;
                _bytes -= bytes;
                if (_room is { } room && !IsFull)
                {
                    _room = null;
                    room.SetResult();
                }

                if (_instances == 0 && _done is { } done)
                {
                    _done = null;
                    done.SetResult();
                }
            }
        }
    }
}
