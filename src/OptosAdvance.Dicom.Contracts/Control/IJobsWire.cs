namespace OptosAdvance.Dicom.Contracts;

/// <summary>The jobs as they travel.</summary>
internal interface IJobsWire
{
    IAsyncEnumerable<IReadOnlyList<OutboundJob>> GetJobsAsync(JobQuery query, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<JobItem>> GetJobItemsAsync(long id, CancellationToken cancellationToken);

    IAsyncEnumerable<IReadOnlyList<OutboundJob>> WatchJobAsync(long id, CancellationToken cancellationToken);

    Task<OutboundJob> StopJobAsync(long id, CancellationToken cancellationToken);

    Task<OutboundJob> ResumeJobAsync(long id, CancellationToken cancellationToken);

    Task<OutboundJob> RemoveJobAsync(long id, CancellationToken cancellationToken);
}
