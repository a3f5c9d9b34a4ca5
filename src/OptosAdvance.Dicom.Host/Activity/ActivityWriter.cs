using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Writes what happened, many rows in one transaction, behind a bounded queue: those who record never wait. A full queue (the disk
/// fails for a while) loses the newest rows; how many is written as a row of its own as soon as there is room again.
/// </summary>
internal sealed partial class ActivityWriter(
    ActivityDatabase database,
    IApplianceSettings settings,
    TimeProvider time,
    ILogger<ActivityWriter> logger) : IHostedService, IDisposable
{
    public const int QueueCapacity = 16384;

    private const int BatchSize = 512;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(1);

    private readonly Channel<ActivityWrite> _queue = Channel.CreateBounded<ActivityWrite>(
        new BoundedChannelOptions(QueueCapacity) { SingleReader = true });

    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private DateTimeOffset _nextPrune;
    private int _lost;

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
            while (await _queue.Reader.WaitToReadAsync())
            {
                while (batch.Count < BatchSize && _queue.Reader.TryRead(out var write))
                {
                    batch.Add(write);
                }

                AddLostRows(batch);
                await WriteAsync(statements, batch);
                foreach (var write in batch)
                {
                    write.Written?.TrySetResult();
                }

                batch.Clear();
            }
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
        }

        if (refused)
        {
            statements.TrimRefusedCallers();
        }

        var now = time.GetUtcNow();
        if (now >= _nextPrune)
        {
            statements.Prune(now.AddDays(-settings.Current.Repository.ActivityRetentionDays));
            _nextPrune = now + PruneInterval;
        }

        transaction.Commit();
    }

    [LoggerMessage(200, LogLevel.Error, "The activity log cannot be written")]
    private static partial void LogWriteFailed(ILogger logger, Exception exception);

    [LoggerMessage(201, LogLevel.Warning, "{Count} facts were not recorded in the activity log")]
    private static partial void LogLost(ILogger logger, int count);
}
