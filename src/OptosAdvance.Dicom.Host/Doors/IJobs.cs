using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>The door for work with remote servers that has to survive a restart and to be tried again.</summary>
/// <remarks>What a kind of job does is said by its <see cref="IJobExecutor"/>. Thread-safe.</remarks>
internal interface IJobs
{
    /// <summary>Takes a job. When the task completes, the job survives a crash.</summary>
    /// <exception cref="ControlException">There is no such remote AE.</exception>
    Task<OutboundJob> EnqueueAsync(NewJob job, CancellationToken cancellationToken);

    /// <summary>A job as it is now; null when it is not known (any more).</summary>
    Task<OutboundJob?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Jobs, newest first.</summary>
    Task<IReadOnlyList<OutboundJob>> ListAsync(JobQuery query, CancellationToken cancellationToken);

    /// <summary>The instances of a job with what became of each.</summary>
    Task<IReadOnlyList<JobItem>> ListItemsAsync(long id, CancellationToken cancellationToken);

    /// <summary>
    /// Takes results that came in while the job was not running (an N-EVENT-REPORT on an association of the peer's). Instances that the job does not
    /// hold, or that are done already, are ignored. When none is left undone, the job is over.
    /// </summary>
    /// <returns>Whether the job is known and not over; when the task completes, the results survive a crash.</returns>
    Task<bool> ReportAsync(long id, IReadOnlyCollection<JobItemResult> results, CancellationToken cancellationToken);
}
