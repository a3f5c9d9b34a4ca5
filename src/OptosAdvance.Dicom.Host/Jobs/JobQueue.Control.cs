using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

internal sealed partial class JobQueue
{
    /// <summary>Those who watch are told at most so often.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>A job as it is now, and again whenever it has changed, until it is over.</summary>
    /// <exception cref="ControlException">There is no such job.</exception>
    public async IAsyncEnumerable<OutboundJob> WatchAsync(long id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            OutboundJob? current = null;
            Task changed = Task.CompletedTask;
            lock (_gate)
            {
                if (_open.TryGetValue(id, out var entry))
                {
                    current = Snapshot(entry);
                    changed = entry.Changed;
                }
            }

            if (current is null)
            {
                yield return await RequireAsync(id, cancellationToken);
                yield break;
            }

            // One that is over is told only once that survives a crash.
            if (!current.IsOver)
            {
                yield return current;
            }

            await changed.WaitAsync(cancellationToken);
            await Task.Delay(WatchInterval, time, cancellationToken);
        }
    }

    /// <summary>Stops a job for good.</summary>
    /// <exception cref="ControlException">There is no such job.</exception>
    public async Task<OutboundJob> StopAsync(long id, string actor, CancellationToken cancellationToken)
    {
        JobEntry? entry;
        CancellationTokenSource? run = null;
        var isIdle = false;
        lock (_gate)
        {
            if (_open.TryGetValue(id, out entry) && !entry.Job.IsOver)
            {
                entry.IsStopped = true;
                run = entry.Run;
                isIdle = run is null;
                if (isIdle)
                {
                    entry.Change(job => job with { State = JobState.Cancelled, EndedAt = time.GetUtcNow(), NextAttemptAt = null, LastError = null });
                }
            }
        }

        if (entry is null)
        {
            return await RequireAsync(id, cancellationToken);
        }

        if (run is not null)
        {
            await CancelAsync(run);
        }

        RecordRequest(entry.Job, actor, "stop");
        return isIdle ? await CloseAsync(entry, null) : await entry.Over.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Does again what a job left undone; one that waits is tried at once.</summary>
    /// <exception cref="ControlException">There is no such job, or it left nothing undone.</exception>
    public async Task<OutboundJob> ResumeAsync(long id, string actor, CancellationToken cancellationToken)
    {
        // One at a time, and not while the end of the job is being written: the row that is read has to be the last word on it.
        await _resuming.WaitAsync(cancellationToken);
        try
        {
            while (Open(id) is { } entry)
            {
                if (TryAtOnce(entry) is { } waiting)
                {
                    RecordRequest(waiting, actor, "try at once");
                    return waiting;
                }

                _ = await entry.Over.Task.WaitAsync(cancellationToken);
            }

            return await ResumeClosedAsync(id, actor, cancellationToken);
        }
        finally
        {
            _resuming.Release();
        }
    }

    private async Task<OutboundJob> ResumeClosedAsync(long id, string actor, CancellationToken cancellationToken)
    {
        var (job, data) = (await database.ReadAsync(connection => JobRows.Query(connection, new JobQuery { Id = [id] }), cancellationToken))
            .FirstOrDefault();
        if (job is null)
        {
            throw Errors.JobNotFound(id);
        }

        if (job.State is JobState.Succeeded or JobState.SucceededWithWarnings)
        {
            throw Errors.JobState(id, $"Job {id} has succeeded; there is nothing left to do.", "Give a new job to do it again.");
        }

        if (!job.IsOver)
        {
            // It has only just been written, and is being taken up.
            return job;
        }

        _ = FindRemote(job.Destination) ?? throw Errors.RemoteAENotFound(job.Destination);
        var now = time.GetUtcNow();

        // Undone is what failed, and in a job that was stopped what it did not get to. The time to give up starts anew.
        var resumed = job with { State = JobState.Waiting, NextAttemptAt = now, EndedAt = null, LastError = null, Failed = 0 };
        await writer.RunAsync(statements =>
        {
            statements.ResetFailed(id);
            statements.Update(resumed, data);
        });
        lock (_gate)
        {
            if (!_open.ContainsKey(id))
            {
                Add(new JobEntry(resumed with { CreatedAt = now }, data));
                Wake();
            }
        }

        RecordRequest(resumed, actor, "resume");
        return resumed;
    }

    /// <summary>Forgets a job that is over.</summary>
    /// <exception cref="ControlException">There is no such job, or it is not over.</exception>
    public async Task<OutboundJob> RemoveAsync(long id, string actor, CancellationToken cancellationToken)
    {
        await _resuming.WaitAsync(cancellationToken);
        try
        {
            var job = await RequireAsync(id, cancellationToken);
            if (!job.IsOver)
            {
                throw Errors.JobState(id, $"Job {id} is not over ({job.State}).", $"Stop it first: Stop-OptosJob -Id {id}.");
            }

            await writer.RunAsync(statements => statements.Delete(id));
            RecordRequest(job, actor, "remove");
            return job;
        }
        finally
        {
            _resuming.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<bool> ReportAsync(long id, IReadOnlyCollection<JobItemResult> results, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(id, out var entry) || entry.Job.IsOver)
            {
                return false;
            }
        }

        var undone = (await database.ReadAsync(connection => JobRows.Remaining(connection, id), cancellationToken))
            .ToLookup(static instance => instance.SopInstanceUid);
        var now = time.GetUtcNow();
        var known = results
            .SelectMany(result => undone[result.Instance.SopInstanceUid].Select(instance => result with { Instance = instance }))
            .ToList();
        var taken = await writer.RunAsync(statements => known.Where(result => statements.Report(id, result, now)).ToList());

        JobEntry? over = null;
        lock (_gate)
        {
            if (!_open.TryGetValue(id, out var entry))
            {
                return false;
            }

            foreach (var result in taken)
            {
                Count(entry, result);
            }

            if (entry.Run is null && !entry.Job.IsOver && entry.Job.Done + entry.Job.Failed >= entry.Job.Total)
            {
                Finish(entry, now, taken.FirstOrDefault(static result => result.State == JobItemState.Failed)?.Comment);
                over = entry;
            }
        }

        if (over is not null)
        {
            await CloseAsync(over, null);
        }

        return true;
    }

    private static async Task CancelAsync(CancellationTokenSource run)
    {
        try
        {
            await run.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The attempt has just ended by itself.
        }
    }

    private JobEntry? Open(long id)
    {
        lock (_gate)
        {
            return _open.GetValueOrDefault(id);
        }
    }

    /// <summary>Null if it is over, which may not be written yet.</summary>
    private OutboundJob? TryAtOnce(JobEntry entry)
    {
        lock (_gate)
        {
            if (entry.Job.IsOver)
            {
                return null;
            }

            if (entry.Run is null)
            {
                entry.Failures = 0;
                entry.Change(job => job with { NextAttemptAt = time.GetUtcNow() });
                Of(entry).RetryAt = default;
                Wake();
            }

            return Snapshot(entry);
        }
    }

    private void RecordRequest(OutboundJob job, string actor, string what) => activity.Record(new ActivityRecord
    {
        Kind = ActivityKind.Job,
        Peer = actor,
        Message = $"Asked to {what} job {job.Id} ({Describe(job)}).",
    });
}
