using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

internal sealed partial class JobQueue
{
    /// <summary>
    /// Takes the job that is to be begun now: the highest priority first, destinations in turn, and within a destination in the order of their
    /// coming. Jobs for destinations that have not proven to be there do not count against the limit, since they may only be waiting for a time-out.
    /// </summary>
    /// <param name="next">When to ask again if nobody wakes the queue before; null for not at all.</param>
    /// <param name="stopping">Ends the attempt when the host stops.</param>
    public JobEntry? TryBegin(out DateTimeOffset? next, CancellationToken stopping)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            next = null;
            var running = _destinations.Values.Sum(static destination => destination.IsProven ? destination.Running : 0);
            var isFull = running >= settings.Current.LocalAE.MaximumOutboundAssociations;
            JobEntry? best = null;
            foreach (var destination in _destinations.Values)
            {
                var isBusy = destination.Running >= (destination.IsProven ? options.MaximumPerDestination : 1);
                if (isBusy || (isFull && destination.IsProven))
                {
                    continue;
                }

                if (First(destination, now, ref next) is { } entry && (best is null || ComesBefore(entry, best)))
                {
                    best = entry;
                }
            }

            return best is null ? null : Begin(best, now, stopping);
        }
    }

    /// <summary>An association could be opened: the destination is there.</summary>
    public void Opened(JobEntry entry)
    {
        lock (_gate)
        {
            var destination = Of(entry);
            (destination.IsProven, destination.Failures, destination.Error, destination.RetryAt) = (true, 0, null, default);
            Wake();
        }
    }

    /// <summary>No association could be opened: all jobs for the destination wait.</summary>
    public void NotOpened(JobEntry entry, string reason)
    {
        lock (_gate)
        {
            var destination = Of(entry);
            destination.IsProven = false;
            destination.Failures++;
            destination.Error = reason;
            destination.RetryAt = time.GetUtcNow() + options.RetryDelay(destination.Failures);
        }
    }

    /// <summary>Counts a result that survives a crash.</summary>
    public void Count(JobEntry entry, JobItemResult result)
    {
        lock (_gate)
        {
            entry.Progress += result.State == JobItemState.Failed ? 0 : 1;
            entry.Change(job => result.State switch
            {
                JobItemState.Failed => job with { Failed = job.Failed + 1 },
                JobItemState.Warning => job with { Done = job.Done + 1, Warnings = job.Warnings + 1, Bytes = job.Bytes + result.Bytes },
                _ => job with { Done = job.Done + 1, Bytes = job.Bytes + result.Bytes },
            });
        }
    }

    /// <summary>The attempt is over; everything that it reported is on the disk.</summary>
    public async Task EndAsync(JobEntry entry, JobOutcome outcome)
    {
        string? failUndone = null;
        OutboundJob? over = null;
        string? news = null;
        lock (_gate)
        {
            var destination = Of(entry);
            destination.Running--;
            entry.Run!.Dispose();
            entry.Run = null;
            entry.Failures = entry.Progress > 0 ? 0 : entry.Failures;
            var now = time.GetUtcNow();
            if (entry.IsStopped && entry.Job.Done < entry.Job.Total)
            {
                over = entry.Change(job => job with { State = JobState.Cancelled, EndedAt = now, NextAttemptAt = null, LastError = null });
            }
            else
            {
                switch (outcome)
                {
                    case JobOutcome.Completed:
                        failUndone = entry.Job.Done + entry.Job.Failed < entry.Job.Total ? "It was not done." : null;
                        over = Finish(entry, now, entry.Job.Failed > 0 ? entry.Job.LastError : null);
                        break;
                    case JobOutcome.Fail fail:
                        failUndone = fail.Reason;
                        over = Finish(entry, now, fail.Reason);
                        break;
                    case JobOutcome.Await wait when entry.Job.Done + entry.Job.Failed == entry.Job.Total:
                        // The answer was faster than the end of the attempt.
                        over = Finish(entry, now, null);
                        break;
                    case JobOutcome.Await wait:
                        entry.Failures = 0;
                        entry.Change(job => job with { State = JobState.Waiting, NextAttemptAt = wait.Until, LastError = wait.Reason });
                        break;
                    case JobOutcome.Retry retry when now - entry.Job.CreatedAt > options.GiveUpAfter:
                        failUndone = retry.Reason;
                        over = Finish(entry, now, retry.Reason);
                        break;
                    case JobOutcome.Retry retry:
                        news = retry.Reason == entry.Job.LastError ? null : retry.Reason;
                        entry.Failures++;
                        var at = destination.RetryAt > now ? destination.RetryAt : now + options.RetryDelay(entry.Failures);
                        entry.Change(job => job with { State = JobState.Retrying, NextAttemptAt = at, LastError = retry.Reason });
                        break;
                }
            }

            Wake();
        }

        if (over is not null)
        {
            await CloseAsync(entry, failUndone);
            return;
        }

        Save(entry);
        if (news is not null)
        {
            Record(entry.Job, ActivityOutcome.Warning, $"Attempt {entry.Job.Attempts} failed and will be repeated: {news}");
        }
    }

    /// <summary>The host stops: the job is to be done by its next run.</summary>
    public void Leave(JobEntry entry)
    {
        lock (_gate)
        {
            Of(entry).Running--;
            entry.Run!.Dispose();
            entry.Run = null;
            entry.Change(job => job with { State = JobState.Waiting, NextAttemptAt = time.GetUtcNow() });
        }

        Save(entry);
    }

    private static JobState StateOf(OutboundJob job) =>
        job.Done == job.Total ? job.Warnings > 0 ? JobState.SucceededWithWarnings : JobState.Succeeded
        : job.Done > 0 ? JobState.PartlyFailed
        : JobState.Failed;

    private static OutboundJob Finish(JobEntry entry, DateTimeOffset now, string? error) => entry.Change(job =>
    {
        job = job with { Failed = job.Total - job.Done, EndedAt = now, NextAttemptAt = null, LastError = error };
        return job with { State = StateOf(job) };
    });

    private static JobEntry? First(JobDestination destination, DateTimeOffset now, ref DateTimeOffset? next)
    {
        foreach (var entry in destination.Jobs)
        {
            if (entry.Run is not null || entry.IsStopped || entry.Job.IsOver)
            {
                continue;
            }

            var at = entry.Job.NextAttemptAt > destination.RetryAt ? entry.Job.NextAttemptAt.Value : destination.RetryAt;
            if (at <= now)
            {
                return entry;
            }

            next = next is null || at < next ? at : next;
        }

        return null;
    }

    private bool ComesBefore(JobEntry entry, JobEntry other) => entry.Job.Priority != other.Job.Priority
        ? entry.Job.Priority > other.Job.Priority
        : Of(entry).Served < Of(other).Served;

    private JobEntry Begin(JobEntry entry, DateTimeOffset now, CancellationToken stopping)
    {
        var destination = Of(entry);
        destination.Running++;
        destination.Served = ++_served;
        entry.Run = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        entry.Progress = 0;
        entry.Change(job => job with
        {
            State = JobState.Running,
            Attempts = job.Attempts + 1,
            NextAttemptAt = null,
            StartedAt = job.StartedAt ?? now,
        });
        Save(entry);
        return entry;
    }

    private void Save(JobEntry entry)
    {
        var (job, data) = (entry.Job, entry.Data);
        writer.Post(statements => statements.Update(job, data));
    }

    /// <summary>Writes that a job is over, and forgets it once that survives a crash.</summary>
    private async Task<OutboundJob> CloseAsync(JobEntry entry, string? failUndone)
    {
        var (job, data) = (entry.Job, entry.Data);
        var now = time.GetUtcNow();
        await writer.RunAsync(statements =>
        {
            if (failUndone is not null)
            {
                statements.FailUndone(job.Id, failUndone, now);
            }

            statements.Update(job, data);
        });
        lock (_gate)
        {
            Remove(entry);
            entry.Tell();
            Wake();
        }

        entry.Over.TrySetResult(job);
        var outcome = job.State switch
        {
            JobState.Succeeded => ActivityOutcome.Success,
            JobState.SucceededWithWarnings or JobState.Cancelled => ActivityOutcome.Warning,
            _ => ActivityOutcome.Failure,
        };
        Record(job, outcome, Summary(job));
        return job;
    }

    private static string Summary(OutboundJob job)
    {
        var counts = $"{job.Done} of {job.Total} instances";
        return job.State switch
        {
            JobState.Succeeded => $"Done, {counts}.",
            JobState.SucceededWithWarnings => $"Done, {counts}, {job.Warnings} with a warning.",
            JobState.Cancelled => $"Stopped after {counts}.",
            _ => $"Failed: {counts} were done. {job.LastError}".TrimEnd(),
        };
    }

    private void Record(OutboundJob job, ActivityOutcome outcome, string message) => activity.Record(new ActivityRecord
    {
        Kind = job.Kind == JobKind.Send ? ActivityKind.Send : ActivityKind.Job,
        Outcome = outcome,
        Peer = job.Destination,
        Address = FindRemote(job.Destination)?.HostName,
        StudyInstanceUid = job.StudyInstanceUid.Count == 1 ? job.StudyInstanceUid[0] : null,
        Instances = job.Done,
        Bytes = job.Bytes,
        DurationMilliseconds = job is { StartedAt: { } started, EndedAt: { } ended } ? (ended - started).TotalMilliseconds : null,
        Message = $"Job {job.Id} of {job.Actor}, {Describe(job)}: {message}",
    });
}
