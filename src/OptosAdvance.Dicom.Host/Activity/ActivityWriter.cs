using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Writes what happened, many rows in one transaction, behind a bounded queue: those who record never wait. A full queue (the disk
/// fails for a while) loses the newest rows; how many is written as a row of its own as soon as there is room again. Between two
/// transactions it deletes a few of the rows that are too old.
/// </summary>
internal sealed partial class ActivityWriter(
    ActivityDatabase database,
    ActivityRetention retention,
    TimeProvider time,
    ILogger<ActivityWriter> logger) : IHostedService, IDisposable
{
    public const int QueueCapacity = 16384;

    private const int BatchSize = 512;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Channel<ActivityWrite> _queue = Channel.CreateBounded<ActivityWrite>(
        new BoundedChannelOptions(QueueCapacity) { SingleReader = true });

    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private volatile AuditPosition _delivered = new(null);
    private int _lost;

    /// <summary>Is told, by the thread that writes, when there are new rows to read.</summary>
    public event Action? RowsWritten;

    /// <summary>How far audit messages are delivered, as it was last written.</summary>
    public AuditPosition Delivered => _delivered;

    public void Enqueue(ActivityWrite write)
    {
        if (!_queue.Writer.TryWrite(write))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>Completes when everything that was recorded before is written and can be read.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _queue.Writer.WriteAsync(new ActivityWrite(Written: written), cancellationToken);
        }
        catch (ChannelClosedException)
        {
            // The host stops: what the queue still holds is being written.
            await _loop.WaitAsync(cancellationToken);
            return;
        }

        await written.Task.WaitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var connection = database.OpenWriter(out var setAside);
        if (setAside is not null)
        {
            Enqueue(new ActivityWrite(new ActivityRecord
            {
                Time = time.GetUtcNow(),
                Kind = ActivityKind.Host,
                Outcome = ActivityOutcome.Warning,
                Message = $"The activity log was broken; it was put aside as {setAside} and begun anew.",
            }));
        }

        _delivered = ActivityStatements.ReadDelivered(connection);
        _loop = Task.Run(() => RunAsync(connection), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _loop.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(SqliteConnection connection)
    {
        using (connection)
        using (var statements = new ActivityStatements(connection))
        {
            var batch = new List<ActivityWrite>(BatchSize);
            while (await WaitAsync())
            {
                while (batch.Count < BatchSize && _queue.Reader.TryRead(out var write))
                {
                    batch.Add(write);
                }

                AddLostRows(batch);
                if (batch.Count > 0)
                {
                    await WriteAsync(statements, batch);
                    foreach (var write in batch)
                    {
                        write.Written?.TrySetResult();
                    }

                    batch.Clear();
                    RowsWritten?.Invoke();
                }

                DeleteOldRows(statements);
            }
        }
    }

    /// <summary>Until there is something to write or to delete.</summary>
    /// <returns>False when the host stops and everything is written.</returns>
    private async Task<bool> WaitAsync()
    {
        if (_queue.Reader.TryPeek(out _))
        {
            return true;
        }

        if (_stopping.IsCancellationRequested)
        {
            return await _queue.Reader.WaitToReadAsync();
        }

        var wait = retention.Wait;
        if (wait <= TimeSpan.Zero)
        {
            return true;
        }

        using var timer = new CancellationTokenSource(wait, time);
        try
        {
            return await _queue.Reader.WaitToReadAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to delete.
            return true;
        }
    }

    private void DeleteOldRows(ActivityStatements statements)
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        try
        {
            if (retention.DeleteSome(statements, _delivered.Delivered) is var lost and > 0)
            {
                LogDeletedUndelivered(logger, lost);
                Enqueue(new ActivityWrite(new ActivityRecord
                {
                    Time = time.GetUtcNow(),
                    Kind = ActivityKind.Audit,
                    Outcome = ActivityOutcome.Failure,
                    Message = $"{lost} old rows were deleted though they were not delivered as audit messages.",
                }));
            }
        }
        catch (SqliteException e)
        {
            LogWriteFailed(logger, e);
        }
    }

    private void AddLostRows(List<ActivityWrite> batch)
    {
        if (Interlocked.Exchange(ref _lost, 0) is var lost and > 0)
        {
            LogLost(logger, lost);
            batch.Add(new ActivityWrite(new ActivityRecord
            {
                Time = time.GetUtcNow(),
                Kind = ActivityKind.Host,
                Outcome = ActivityOutcome.Warning,
                Message = $"{lost} facts were not recorded: the activity log could not be written fast enough.",
            }));
        }
    }

    /// <summary>Tries until it works; while the host stops, once.</summary>
    private async Task WriteAsync(ActivityStatements statements, List<ActivityWrite> batch)
    {
        while (true)
        {
            try
            {
                Write(statements, batch);
                return;
            }
            catch (SqliteException e)
            {
                LogWriteFailed(logger, e);
                if (_stopping.IsCancellationRequested)
                {
                    return;
                }
            }

            await Task.Delay(RetryDelay, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Write(ActivityStatements statements, List<ActivityWrite> batch)
    {
        using var transaction = statements.Begin();
        var refused = false;
        var position = _delivered;
        foreach (var write in batch)
        {
            if (write.Row is { } row)
            {
                statements.Insert(row);
            }
            else if (write.Refused is { } caller)
            {
                statements.Refuse(caller);
                refused = true;
            }
            else if (write.Delivered is { } delivered)
            {
                statements.SetDelivered(delivered.Delivered);
                position = delivered;
            }
        }

        if (refused)
        {
            statements.TrimRefusedCallers();
        }

        transaction.Commit();
        _delivered = position;
    }

    [LoggerMessage(200, LogLevel.Error, "The activity log cannot be written")]
    private static partial void LogWriteFailed(ILogger logger, Exception exception);

    [LoggerMessage(201, LogLevel.Warning, "{Count} facts were not recorded in the activity log")]
    private static partial void LogLost(ILogger logger, int count);

    [LoggerMessage(202, LogLevel.Warning, "{Count} old rows were deleted though they were not delivered as audit messages")]
    private static partial void LogDeletedUndelivered(ILogger logger, int count);
}
