using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Writes the queue of jobs: what is handed over while a commit is being flushed goes into the next one, and what nobody waits for waits a moment for
/// more, so that thousands of results a second cost a few flushes. What was handed over first is written first.
/// </summary>
internal sealed partial class JobWriter(JobDatabase database, ILogger<JobWriter> logger) : IDisposable
{
    private const int MaximumBatch = 2048;

    /// <summary>So many that can wait are enough for a commit.</summary>
    private const int MostWaiting = 128;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly WorkQueue<Write> _queue = new();
    private readonly ManualResetEventSlim _hurry = new(initialState: false, spinCount: 0);
    private readonly ManualResetEventSlim _stopping = new();
    private int _waiting;
    private Task _loop = Task.CompletedTask;

    /// <summary>Opens the database and begins to write.</summary>
    public void Start()
    {
        var connection = database.OpenWriter();
        _loop = Task.Factory.StartNew(() => Loop(connection), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Writes what was handed over, and ends.</summary>
    public async Task StopAsync()
    {
        _queue.Close();
        _stopping.Set();
        _hurry.Set();
        await _loop;
    }

    /// <summary>Hands over a change. When the task completes, it survives a crash.</summary>
    public Task<T> RunAsync<T>(Func<JobStatements, T> change)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = default!;
        Post(statements => result = change(statements), () => done.TrySetResult(result), error => done.TrySetException(error));
        return done.Task;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Action<JobStatements> change) => RunAsync(statements =>
    {
        change(statements);
        return true;
    });

    /// <summary>Hands over a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="written">Called on the writer's thread when it survives a crash; quick.</param>
    /// <param name="failed">Called instead when the host stops before it could be written, or the change itself throws.</param>
    /// <param name="canWait">It goes with others, a moment later.</param>
    public void Post(Action<JobStatements> change, Action? written = null, Action<Exception>? failed = null, bool canWait = false)
    {
        if (!_queue.TryAdd(new Write(change, written, failed)))
        {
            failed?.Invoke(new ObjectDisposedException(nameof(JobWriter), "The host is stopping; the queue of jobs takes no more changes."));
        }
        else if (!canWait || Interlocked.Increment(ref _waiting) == MostWaiting)
        {
            _hurry.Set();
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _hurry.Dispose();
    }

    private void Loop(SqliteConnection connection)
    {
        using (connection)
        using (var statements = new JobStatements(connection))
        {
            var batch = new List<Write>();
            while (_queue.WaitToTake())
            {
                _hurry.Wait(LongestWait);
                _hurry.Reset();
                Volatile.Write(ref _waiting, 0);
                while (batch.Count < MaximumBatch && _queue.TryTake(out var write))
                {
                    batch.Add(write);
                }

                Commit(statements, batch);
                batch.Clear();
            }
        }
    }

    /// <summary>Tries until it works; while the host stops, once.</summary>
    private void Commit(JobStatements statements, List<Write> batch)
    {
        while (true)
        {
            try
            {
                WriteAll(statements, batch);
                return;
            }
            catch (SqliteException e)
            {
                LogWriteFailed(e);
                if (_stopping.Wait(RetryDelay))
                {
                    batch.ForEach(write => write.Failed?.Invoke(e));
                    return;
                }
            }
        }
    }

    private static void WriteAll(JobStatements statements, List<Write> batch)
    {
        var broken = new Dictionary<Write, Exception>();
        statements.Begin.Run();
        try
        {
            foreach (var write in batch)
            {
                try
                {
                    write.Change(statements);
                }
                catch (Exception e) when (e is not SqliteException)
                {
                    // A mistake in one change is its owner's; the others have nothing to do with it.
                    broken[write] = e;
                }
            }

            statements.Commit.Run();
        }
        catch
        {
            statements.Rollback.Run();
            throw;
        }

        foreach (var write in batch)
        {
            if (broken.TryGetValue(write, out var error))
            {
                write.Failed?.Invoke(error);
            }
            else
            {
                write.Written?.Invoke();
            }
        }
    }

    [LoggerMessage(4000, LogLevel.Error, "The queue of jobs cannot be written; it is tried again")]
    private partial void LogWriteFailed(Exception exception);

    private sealed record Write(Action<JobStatements> Change, Action? Written, Action<Exception>? Failed);
}
