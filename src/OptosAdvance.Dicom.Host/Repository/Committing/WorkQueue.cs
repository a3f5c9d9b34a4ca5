namespace OptosAdvance.Dicom.Host;

/// <summary>Work for threads that do nothing else. Thread-safe.</summary>
/// <remarks>
/// Who waits sleeps at once. The collections of the framework look again and again for a while before they do, which for work that comes
/// a thousand times a second, and takes as long as a flush, is a processor's time that the senders' data want.
/// </remarks>
internal sealed class WorkQueue<T>
{
    private readonly object _gate = new();
    private readonly Queue<T> _items = [];
    private bool _isClosed;

    /// <summary>Adds an item; false when the queue is closed.</summary>
    public bool TryAdd(T item)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            _items.Enqueue(item);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes an item that is there.</summary>
    public bool TryTake(out T item)
    {
        lock (_gate)
        {
            return _items.TryDequeue(out item!);
        }
    }

    /// <summary>Waits until there is an item; false when there is none and the queue is closed.</summary>
    public bool WaitToTake()
    {
        lock (_gate)
        {
            while (_items.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            return _items.Count > 0;
        }
    }

    /// <summary>Waits for an item and takes it; false when there is none and the queue is closed.</summary>
    public bool Take(out T item)
    {
        lock (_gate)
        {
            while (_items.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            return _items.TryDequeue(out item!);
        }
    }

    /// <summary>Takes no more items; those that are there can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
