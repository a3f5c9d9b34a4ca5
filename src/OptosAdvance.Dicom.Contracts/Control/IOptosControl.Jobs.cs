namespace OptosAdvance.Dicom.Contracts;

public partial interface IOptosControl
{
    /// <summary>Jobs, newest first.</summary>
    IAsyncEnumerable<OutboundJob> GetJobsAsync(JobQuery query, CancellationToken cancellationToken);

    /// <summary>The instances of a job with what became of each.</summary>
    IAsyncEnumerable<JobItem> GetJobItemsAsync(long id, CancellationToken cancellationToken);

    /// <summary>A job as it is now, and again whenever it has changed, until it is over. Ceasing to watch does nothing to the job.</summary>
    IAsyncEnumerable<OutboundJob> WatchJobAsync(long id, CancellationToken cancellationToken);

    /// <summary>Stops a job for good; what the peer has confirmed stays confirmed. One that is over stays as it is.</summary>
    Task<OutboundJob> StopJobAsync(long id, CancellationToken cancellationToken);

    /// <summary>Does again what a job left undone; one that waits is tried at once.</summary>
    Task<OutboundJob> ResumeJobAsync(long id, CancellationToken cancellationToken);

    /// <summary>Forgets a job that is over.</summary>
    Task<OutboundJob> RemoveJobAsync(long id, CancellationToken cancellationToken);
}
