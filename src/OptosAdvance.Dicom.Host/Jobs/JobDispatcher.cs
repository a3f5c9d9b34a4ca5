using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Begins jobs when it is their turn, and sees to it that each attempt ends in the queue.</summary>
internal sealed partial class JobDispatcher : IHostedService, IDisposable
{
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(1);

    private readonly JobQueue _queue;
    private readonly JobWriter _writer;
    private readonly JobDatabase _database;
    private readonly IRemoteAssociations _associations;
    private readonly IApplianceSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<JobDispatcher> _logger;
    private readonly Dictionary<JobKind, IJobExecutor> _executors;
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public JobDispatcher(
        JobQueue queue,
        JobWriter writer,
        JobDatabase database,
        IEnumerable<IJobExecutor> executors,
        IRemoteAssociations associations,
        IApplianceSettings settings,
        TimeProvider time,
        ILogger<JobDispatcher> logger)
    {
        (_queue, _writer, _database, _associations, _settings, _time, _logger) = (queue, writer, database, associations, settings, time, logger);
        _executors = executors.ToDictionary(static executor => executor.Kind);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _writer.Start();
        await _queue.LoadAsync(cancellationToken);
        _loop = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Attempts end half-way: what is confirmed is written, the rest is for the next run of the host.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop;
        await Task.WhenAll(_running);
        await _writer.StopAsync();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync()
    {
        var nextPrune = _time.GetUtcNow();
        while (!_stopping.IsCancellationRequested)
        {
            var woken = _queue.Woken;
            DateTimeOffset? next;
            while (_queue.TryBegin(out next, _stopping.Token) is { } entry)
            {
                // Begun in the loop, so that an attempt of a job never overlaps with the next.
                _running.Add(Task.Run(() => AttemptAsync(entry), CancellationToken.None));
            }

            _running.RemoveWhere(static task => task.IsCompleted);
            var now = _time.GetUtcNow();
            if (now >= nextPrune)
            {
                nextPrune = now + PruneInterval;
                Prune(now);
            }

            var wake = next is null || next > nextPrune ? nextPrune : next.Value;
            await WaitAsync(woken, wake > now ? wake - now : TimeSpan.Zero);
        }
    }

    private async Task WaitAsync(Task woken, TimeSpan atMost)
    {
        // A millisecond more: a timer that fires early would find nothing to do.
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        await Task.WhenAny(woken, Task.Delay(atMost + TimeSpan.FromMilliseconds(1), _time, waiting.Token));
        await waiting.CancelAsync();
    }

    private async Task AttemptAsync(JobEntry entry)
    {
        var token = entry.Run!.Token;
        JobOutcome outcome;
        try
        {
            outcome = await RunAsync(entry, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            outcome = new JobOutcome.Retry("It was stopped.");
            if (_stopping.IsCancellationRequested && !entry.IsStopped)
            {
                _queue.Leave(entry);
                return;
            }
        }
        catch (ControlException e)
        {
            outcome = new JobOutcome.Fail($"{e.Error.Message} {e.Error.RecommendedAction}".TrimEnd());
        }
        catch (IOException e)
        {
            // The network, or a file of ours: both come back.
            outcome = new JobOutcome.Retry(e.Message);
        }
        catch (Exception e)
        {
            // A mistake of ours in one job must not end the others; the log has its place.
            LogAttemptFailed(e, entry.Job.Id);
            outcome = new JobOutcome.Retry(e.Message);
        }

        try
        {
            await _queue.EndAsync(entry, outcome);
        }
        catch (Exception e)
        {
            // The disk took nothing until the host stopped: its next run goes on from what is written.
            LogEndNotWritten(e, entry.Job.Id);
        }
    }

    private async Task<JobOutcome> RunAsync(JobEntry entry, CancellationToken cancellationToken)
    {
        var job = entry.Job;
        if (!_executors.TryGetValue(job.Kind, out var executor))
        {
            return new JobOutcome.Fail($"This version of the host does not know jobs of kind {job.Kind}.");
        }

        var remote = _settings.Current.RemoteAEs.FirstOrDefault(each => string.Equals(each.Name, job.Destination, StringComparison.OrdinalIgnoreCase));
        if (remote is null)
        {
            return new JobOutcome.Fail($"There is no remote AE '{job.Destination}' any more. Create it with New-OptosDicomAE, then resume the job with Resume-OptosJob.");
        }

        var remaining = await _database.ReadAsync(connection => JobRows.Remaining(connection, job.Id), cancellationToken);
        using var run = new JobRun(_queue, entry, _writer, _associations, remote, remaining, _time);
        try
        {
            return await executor.RunAsync(run, cancellationToken);
        }
        finally
        {
            await run.FlushAsync();
        }
    }

    private void Prune(DateTimeOffset now)
    {
        var before = now.AddDays(-_settings.Current.Repository.ActivityRetentionDays);
        _writer.Post(statements =>
        {
            if (statements.Prune(before))
            {
                Prune(now);
            }
        });
    }

    [LoggerMessage(4002, LogLevel.Error, "An attempt at job {Job} failed unexpectedly")]
    private partial void LogAttemptFailed(Exception exception, long job);

    [LoggerMessage(4003, LogLevel.Error, "How an attempt at job {Job} ended could not be written")]
    private partial void LogEndNotWritten(Exception exception, long job);
}
