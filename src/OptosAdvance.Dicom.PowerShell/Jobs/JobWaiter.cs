using OptosAdvance.Dicom.Contracts;
using JobState = OptosAdvance.Dicom.Contracts.JobState;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Waits for jobs with a progress bar over all of them, and tells when an attempt has failed.</summary>
internal sealed class JobWaiter(OptosCmdlet cmdlet, IOptosControl control)
{
    /// <summary>Waits until every job is over.</summary>
    /// <param name="jobs">The jobs, as they were given.</param>
    /// <param name="over">Called with each as it is over, in their order.</param>
    /// <param name="cancellationToken">Ceases to wait.</param>
    public async Task WaitAsync(IReadOnlyList<OutboundJob> jobs, Func<OutboundJob, Task> over, CancellationToken cancellationToken)
    {
        var total = jobs.Sum(job => job.Total);
        var before = 0;
        using var progress = new ProgressBar(cmdlet, jobs.Count == 1 ? jobs[0].Describe() : $"Waiting for {jobs.Count} jobs", "instances");
        foreach (var job in jobs)
        {
            var last = job;
            string? said = null;
            await foreach (var now in control.WatchJobAsync(job.Id, cancellationToken))
            {
                last = now;
                progress.Report(before + now.Done + now.Failed, total, Current(now));
                if (!now.IsOver && now.LastError is { } error && error != said)
                {
                    said = error;
                    cmdlet.WriteWarning($"Job {now.Id}: {error} {Next(now)}".TrimEnd());
                }
            }

            before += job.Total;
            await over(last);
        }
    }

    private static string Current(OutboundJob job) => job.State == JobState.Running
        ? $"{job.Destination}: {job.Bytes / 1048576.0:N1} MB"
        : $"{job.Destination}: {job.State} {Next(job)}".TrimEnd();

    private static string Next(OutboundJob job) =>
        job.NextAttemptAt is { } next ? $"The next attempt is at {next.LocalDateTime:T}." : "";
}
