using System.Collections.Concurrent;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>
/// Runs asynchronous work on the pipeline thread: every continuation comes back to it, so that the work may call
/// WriteObject, ShouldProcess and the like directly, and a slow pipeline slows the work down.
/// </summary>
internal sealed class CmdletPump : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];
    private readonly SynchronizationContext? _outer = Current;

    private CmdletPump()
    {
    }

    /// <summary>Runs the work to its end; its exception is thrown as it was.</summary>
    public static void Run(Func<Task> work)
    {
        using var pump = new CmdletPump();
        SetSynchronizationContext(pump);
        try
        {
            var task = work();
            _ = task.ContinueWith(
                static (_, state) => ((CmdletPump)state!)._queue.CompleteAdding(),
                pump,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            foreach (var (callback, state) in pump._queue.GetConsumingEnumerable())
            {
                callback(state);
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(pump._outer);
        }
    }

    /// <summary>Runs code of others (the rest of the pipeline) without this context: what it awaits is not ours to pump.</summary>
    public static void RunOutside(Action action)
    {
        if (Current is not CmdletPump pump)
        {
            action();
            return;
        }

        SetSynchronizationContext(pump._outer);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(pump);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _queue.Add((d, state));
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            // The work has ended: what still comes (a progress report under way) has nobody to tell.
            ThreadPool.QueueUserWorkItem(_ => d(state));
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("The pipeline thread takes posted work only.");

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();
}
