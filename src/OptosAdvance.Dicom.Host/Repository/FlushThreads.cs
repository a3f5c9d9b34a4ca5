using System.Collections.Concurrent;

namespace OptosAdvance.Dicom.Host;

/// <summary>Threads that wait for the device, so that several flushes share one commit of the journal while the one who asked goes on.</summary>
/// <remarks>Threads of their own: a flush blocks, and the pool's are wanted by the network. One user at a time.</remarks>
internal sealed class FlushThreads : IDisposable
{
    private const int Count = 4;

    private readonly BlockingCollection<Action> _work = [];
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly CountdownEvent _running = new(1);
    private int _threads;

    /// <summary>Starts a flush.</summary>
    public void Start(Action flush)
    {
        if (_threads < Count)
        {
            _threads++;
            new Thread(Work) { IsBackground = true, Name = "Flush" }.Start();
        }

        _running.AddCount();
        _work.Add(flush);
    }

    /// <summary>Waits for every flush that was started.</summary>
    /// <exception cref="IOException">One of them failed.</exception>
    public void Wait()
    {
        _running.Signal();
        _running.Wait();
        _running.Reset();
        if (_failures.TryDequeue(out var failure))
        {
            _failures.Clear();
            throw new IOException(failure.Message, failure);
        }
    }

    public void Dispose()
    {
        // The threads end with it; what is still being flushed is nobody's any more.
        _work.CompleteAdding();
    }

    private void Work()
    {
        foreach (var flush in _work.GetConsumingEnumerable())
        {
            try
            {
                flush();
            }
            catch (Exception exception)
            {
                _failures.Enqueue(exception);
            }
            finally
            {
                _running.Signal();
            }
        }
    }
}
