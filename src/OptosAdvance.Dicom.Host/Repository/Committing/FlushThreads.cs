namespace OptosAdvance.Dicom.Host;

/// <summary>Threads that wait for the device, so that several flushes share one commit of the journal while the one who asked goes on.</summary>
/// <remarks>Threads of their own: a flush blocks, and the pool's are wanted by the network. One user at a time.</remarks>
internal sealed class FlushThreads : IDisposable
{
    private const int Count = 4;

    private readonly WorkQueue<Action> _work = new();
    private readonly object _gate = new();
    private Exception? _failure;
    private int _running;
    private int _threads;

    /// <summary>Starts a flush.</summary>
    public void Start(Action flush)
    {
        lock (_gate)
        {
            _running++;
        }

        if (_threads < Count)
        {
            _threads++;
            new Thread(Work) { IsBackground = true, Name = "Flush" }.Start();
        }

        _work.TryAdd(flush);
    }

    /// <summary>Waits for every flush that was started.</summary>
    /// <exception cref="IOException">One of them failed.</exception>
    public void Wait()
    {
        lock (_gate)
        {
            while (_running > 0)
            {
                Monitor.Wait(_gate);
            }

            if (_failure is { } failure)
            {
                _failure = null;
                throw new IOException(failure.Message, failure);
            }
        }
    }

    /// <summary>Ends the threads; nothing is being flushed any more.</summary>
    public void Dispose() => _work.Close();

    private void Work()
    {
        while (_work.Take(out var flush))
        {
            Exception? failed = null;
            try
            {
                flush();
            }
            catch (Exception exception)
            {
                failed = exception;
            }

            lock (_gate)
            {
                _failure ??= failed;
                if (--_running == 0)
                {
                    Monitor.Pulse(_gate);
                }
            }
        }
    }
}
