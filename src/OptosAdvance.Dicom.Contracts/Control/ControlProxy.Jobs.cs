namespace OptosAdvance.Dicom.Contracts;

internal sealed partial class ControlProxy
{
    public IAsyncEnumerable<OutboundJob> GetJobsAsync(JobQuery query, CancellationToken cancellationToken) =>
        StreamAsync<OutboundJob>(nameof(GetJobsAsync), query, cancellationToken);

    public IAsyncEnumerable<JobItem> GetJobItemsAsync(long id, CancellationToken cancellationToken) =>
        StreamAsync<JobItem>(nameof(GetJobItemsAsync), id, cancellationToken);

    public IAsyncEnumerable<OutboundJob> WatchJobAsync(long id, CancellationToken cancellationToken) =>
        StreamAsync<OutboundJob>(nameof(WatchJobAsync), id, cancellationToken);

    public Task<OutboundJob> StopJobAsync(long id, CancellationToken cancellationToken) =>
        CallAsync<OutboundJob>(nameof(StopJobAsync), cancellationToken, id);

    public Task<OutboundJob> ResumeJobAsync(long id, CancellationToken cancellationToken) =>
        CallAsync<OutboundJob>(nameof(ResumeJobAsync), cancellationToken, id);

    public Task<OutboundJob> RemoveJobAsync(long id, CancellationToken cancellationToken) =>
        CallAsync<OutboundJob>(nameof(RemoveJobAsync), cancellationToken, id);
}
