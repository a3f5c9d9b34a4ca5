using System.Diagnostics.CodeAnalysis;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// What waits for the committer, and the right to be it. One thread has that right at a time: the committer's own, which takes what waits, or somebody who
/// comes while nothing does, and saves two changes of threads by doing his work himself. That is for times of little work: when several come at the same time, the
/// committer's thread does more at once for all of them.
/// </summary>
internal sealed class CommitQueue
{
    /// <summary>So long work that nobody waits for may lie here, until so much has come together: many are done at once then.</summary>
    private static readonly TimeSpan s_gatherFor = TimeSpan.FromMilliseconds(10);

    private const int Gathered = 64;

    private readonly object _gate = new();
    private readonly Queue<PendingWork> _items = [];
    private bool _isOwned;
    private bool _isClosed;
    private bool _isCalled;
    private bool _isLent;
    private bool _waitsForSignal;
    private bool _isQuiet = true;
    private long _releasedAt;
    private long _oldestAt;
    private int _urgent;

    /// <summary>Adds work; false when the queue is closed.</summary>
    public bool TryAdd(PendingWork item)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            _items.Enqueue(item);
            _urgent += item.MayWait ? 0 : 1;
            if (_items.Count == 1)
            {
                _oldestAt = Environment.TickCount64;
            }

            if (_isOwned)
            {
                _isQuiet = false;
            }
            else if (_items.Count == 1 || TimeToGather() <= 0)
            {
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>
    /// Takes the right to commit when nobody has it, nothing waits, and nothing came while it was had the last time; <see cref="Release"/> is to follow.
    /// </summary>
    /// <param name="isDurable">What is to be committed has been flushed: there is nothing that it could share with others, and no reason to leave it to another thread in busy times.</param>
    public bool TryOwn(bool isDurable = false)
    {
        lock (_gate)
        {
            if (_isOwned || _isClosed || (!_isQuiet && !isDurable) || (_items.Count > 0 && !(_isLent && isDurable)))
            {
                return false;
            }

            _isOwned = true;
            return true;
        }
    }

    /// <summary>Gives the right back.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _isOwned = false;
            _releasedAt = Environment.TickCount64;
            if (_items.Count > 0 || _waitsForSignal || _isCalled || _isClosed)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Has the committer's thread look for something to do that is no work of anybody's.</summary>
    public void Call()
    {
        lock (_gate)
        {
            _isCalled = true;
            if (!_isOwned)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>
    /// For the committer's own thread, which goes on to do something that does not need the right: from its release until <see cref="Reclaim"/>, senders' threads do alone what is durable already.
    /// <see cref="TryRelease"/> is to follow.
    /// </summary>
    public void Lend()
    {
        lock (_gate)
        {
            _isLent = true;
        }
    }

    /// <summary>As <see cref="Release"/>, but not while the committer's thread is away and what comes next does not need it: who has the right has to do that as well, for nobody else would.</summary>
    public bool TryRelease()
    {
        lock (_gate)
        {
            if (_isLent && _items.TryPeek(out var next) && (IsDurable(next) || IsJoining(next)))
            {
                return false;
            }

            Release();
            return true;
        }
    }

    /// <summary>For the committer's own thread: has the right again when this returns.</summary>
    public void Reclaim()
    {
        lock (_gate)
        {
            while (_isOwned)
            {
                WaitForSignal();
            }

            _isOwned = true;
            _isLent = false;
        }
    }

    /// <summary>For the committer's own thread: waits for work, and has the right to commit when this returns.</summary>
    /// <param name="patience">How long to wait without work, told anew whenever there was some; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    public CommitQueueState Own(Func<TimeSpan> patience)
    {
        lock (_gate)
        {
            while (true)
            {
                if (_isOwned)
                {
                    WaitForSignal();
                    continue;
                }

                if (_isCalled)
                {
                    _isCalled = false;
                    _isOwned = true;
                    return CommitQueueState.Called;
                }

                if (_items.Count > 0 && TimeToGather() is var gathering and > 0)
                {
                    Monitor.Wait(_gate, (int)gathering);
                    continue;
                }

                if (_items.Count > 0 || _isClosed)
                {
                    _isOwned = true;
                    _isQuiet = _items.Count <= 1;
                    return _items.Count > 0 ? CommitQueueState.HasWork : CommitQueueState.Closed;
                }

                var limit = patience();
                if (limit == Timeout.InfiniteTimeSpan)
                {
                    WaitForSignal();
                    continue;
                }

                var left = _releasedAt + (long)limit.TotalMilliseconds - Environment.TickCount64;
                if (left <= 0)
                {
                    _isOwned = true;
                    return CommitQueueState.Pause;
                }

                Monitor.Wait(_gate, (int)left);
            }
        }
    }

    /// <summary>Takes an instance that is durable already, if that is what comes next.</summary>
    public bool TryTakeDurable([NotNullWhen(true)] out PendingStore? store)
    {
        lock (_gate)
        {
            store = _items.TryPeek(out var next) && IsDurable(next) ? (PendingStore)next : null;
            return store is not null && TryTake(out _);
        }
    }

    /// <summary>Takes a change of the index for which nothing has to be committed before, if that is what comes next.</summary>
    public bool TryTakeJoining([NotNullWhen(true)] out PendingAction? action)
    {
        lock (_gate)
        {
            action = _items.TryPeek(out var next) && IsJoining(next) ? (PendingAction)next : null;
            return action is not null && TryTake(out _);
        }
    }

    /// <summary>Takes work that is there.</summary>
    public bool TryTake(out PendingWork item)
    {
        lock (_gate)
        {
            if (!_items.TryDequeue(out item!))
            {
                return false;
            }

            _urgent -= item.MayWait ? 0 : 1;
            _oldestAt = Environment.TickCount64;
            return true;
        }
    }

    /// <summary>Takes no more work; what is there is still done.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }

    private static bool IsDurable(PendingWork work) => work is PendingStore { File.IsDurable: true };

    private static bool IsJoining(PendingWork work) => work is PendingAction { JoinsTransaction: true };

    /// <summary>Milliseconds for which what is here may wait for more of its kind.</summary>
    private long TimeToGather() =>
        _urgent > 0 || _isClosed || _items.Count >= Gathered ? 0 : _oldestAt + (long)s_gatherFor.TotalMilliseconds - Environment.TickCount64;

    /// <summary>Without a limit: the next release has to wake this thread, though there be no work.</summary>
    private void WaitForSignal()
    {
        _waitsForSignal = true;
        Monitor.Wait(_gate);
        _waitsForSignal = false;
    }
}
