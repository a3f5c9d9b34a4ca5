using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// The queue of jobs: what is not over is held in memory, all of it is in the database. A change is told to those who watch at once;
/// what must survive a crash is awaited by those to whom it matters.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A SemaphoreSlim whose wait handle is never taken holds nothing to dispose.")]
internal sealed partial class JobQueue(
    JobDatabase database,
    JobWriter writer,
    IApplianceSettings settings,
    IActivityLog activity,
    JobOptions options,
    TimeProvider time,
    ILogger<JobQueue> logger) : IJobs, IStudyHold
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _resuming = new(1, 1);
    private readonly Dictionary<long, JobEntry> _open = [];
    private readonly Dictionary<string, JobDestination> _destinations = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<JobEntry>> _byStudy = [];
    private TaskCompletionSource _woken = NewSignal();
    private long _served;

    /// <summary>Done when there may be something to begin.</summary>
    public Task Woken
    {
        get
        {
            lock (_gate)
            {
                return _woken.Task;
            }
        }
    }

    /// <summary>Takes over what an earlier run of the host left. A job that was being done then is to be done now.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var unfinished = await database.ReadAsync(JobRows.Unfinished, cancellationToken);
        lock (_gate)
        {
            foreach (var (job, data) in unfinished)
            {
                Add(new JobEntry(
                    job.State == JobState.Running ? job with { State = JobState.Waiting, NextAttemptAt = time.GetUtcNow() } : job, data));
            }
        }

        if (unfinished.Count > 0)
        {
            LogContinues(unfinished.Count);
        }
    }

    /// <inheritdoc/>
    public Task<OutboundJob> EnqueueAsync(NewJob job, CancellationToken cancellationToken) => EnqueueAsync(job, null, cancellationToken);

    /// <summary>Takes a job, and writes something else in the same transaction.</summary>
    public async Task<OutboundJob> EnqueueAsync(NewJob job, Action<JobStatements>? together, CancellationToken cancellationToken)
    {
        if (job.Instances.Count == 0)
        {
            throw new ArgumentException("A job is about one instance at least.", nameof(job));
        }

        var destination = FindRemote(job.Destination)?.Name ?? throw Errors.RemoteAENotFound(job.Destination);
        cancellationToken.ThrowIfCancellationRequested();
        job = job with { Destination = destination };
        var now = time.GetUtcNow();
        var id = await writer.RunAsync(statements =>
        {
            together?.Invoke(statements);
            return statements.Insert(job, now);
        });
        var entry = new JobEntry(
            new OutboundJob
            {
                Id = id,
                Kind = job.Kind,
                Destination = destination,
                Description = job.Description,
                StudyInstanceUid = job.Instances.Select(static instance => instance.StudyInstanceUid).Distinct().ToEquatableList(),
                Priority = job.Priority,
                State = JobState.Waiting,
                NextAttemptAt = job.NotBefore ?? now,
                CreatedAt = now,
                Actor = job.Actor,
                Total = job.Instances.Count,
            },
            job.Data);
        lock (_gate)
        {
            Add(entry);
            Wake();
            return Snapshot(entry);
        }
    }

    /// <inheritdoc/>
    public async Task<OutboundJob?> FindAsync(long id, CancellationToken cancellationToken) =>
        await ListAsync(new JobQuery { Id = [id] }, cancellationToken) is [var job, ..] ? job : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboundJob>> ListAsync(JobQuery query, CancellationToken cancellationToken)
    {
        // The state is compared with what is in memory, which is ahead of the database.
        var states = query.State;
        var rows = await database.ReadAsync(
            connection => JobRows.Query(connection, query with { State = [], Last = states.Count > 0 ? null : query.Last }), cancellationToken);
        lock (_gate)
        {
            var jobs = rows.Select(row => _open.TryGetValue(row.Job.Id, out var entry) ? Snapshot(entry) : row.Job);
            return [.. jobs.Where(job => states.Count == 0 || states.Contains(job.State)).Take(query.Last ?? int.MaxValue)];
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobItem>> ListItemsAsync(long id, CancellationToken cancellationToken)
    {
        _ = await RequireAsync(id, cancellationToken);
        return await database.ReadAsync(connection => JobRows.Items(connection, id), cancellationToken);
    }

    /// <inheritdoc/>
    public string? ReasonToKeep(string studyInstanceUid)
    {
        lock (_gate)
        {
            return _byStudy.TryGetValue(studyInstanceUid, out var jobs)
                ? $"job {jobs[0].Job.Id} ({Describe(jobs[0].Job)}) is not over"
                : null;
        }
    }

    /// <summary>What a job does, in a few words.</summary>
    internal static string Describe(OutboundJob job) => job.Kind switch
    {
        JobKind.Send => $"send to {job.Destination}",
        JobKind.Commitment => $"storage commitment by {job.Destination}",
        _ => $"{job.Kind} with {job.Destination}",
    };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RemoteAE? FindRemote(string name) =>
        settings.Current.RemoteAEs.FirstOrDefault(entry => string.Equals(entry.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));

    private async Task<OutboundJob> RequireAsync(long id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw Errors.JobNotFound(id);

    private void Add(JobEntry entry)
    {
        _open[entry.Job.Id] = entry;
        Of(entry).Jobs.Add(entry);
        foreach (var study in entry.Job.StudyInstanceUid)
        {
            if (!_byStudy.TryGetValue(study, out var jobs))
            {
                _byStudy[study] = jobs = [];
            }

            jobs.Add(entry);
        }
    }

    private void Remove(JobEntry entry)
    {
        _open.Remove(entry.Job.Id);
        Of(entry).Jobs.Remove(entry);
        foreach (var study in entry.Job.StudyInstanceUid)
        {
            if (_byStudy.TryGetValue(study, out var jobs) && jobs.Remove(entry) && jobs.Count == 0)
            {
                _byStudy.Remove(study);
            }
        }
    }

    private JobDestination Of(JobEntry entry)
    {
        if (!_destinations.TryGetValue(entry.Job.Destination, out var destination))
        {
            _destinations[entry.Job.Destination] = destination = new JobDestination();
        }

        return destination;
    }

    /// <summary>A job as people see it: one that waits because its destination cannot be reached says so.</summary>
    private OutboundJob Snapshot(JobEntry entry)
    {
        var destination = Of(entry);
        return entry.Job.State == JobState.Waiting && destination.Error is { } error && destination.RetryAt > time.GetUtcNow()
            ? entry.Job with { NextAttemptAt = destination.RetryAt, LastError = error }
            : entry.Job;
    }

    private void Wake()
    {
        var woken = _woken;
        _woken = NewSignal();
        woken.TrySetResult();
    }

    [LoggerMessage(4001, LogLevel.Information, "{Count} jobs go on where they were")]
    private partial void LogContinues(int count);
}
