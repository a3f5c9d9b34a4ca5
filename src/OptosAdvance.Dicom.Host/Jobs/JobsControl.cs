using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Jobs as one caller of the control endpoint sees them.</summary>
internal sealed class JobsControl(ControlCaller caller, JobQueue queue) : IJobsWire
{
    private const int ItemsAhead = 1024;

    public IAsyncEnumerable<IReadOnlyList<OutboundJob>> GetJobsAsync(JobQuery query, CancellationToken cancellationToken) =>
        Batched(token => EachAsync(() => queue.ListAsync(query, token)));

    public IAsyncEnumerable<IReadOnlyList<JobItem>> GetJobItemsAsync(long id, CancellationToken cancellationToken) =>
        Batched(token => EachAsync(() => queue.ListItemsAsync(id, token)));

    public IAsyncEnumerable<IReadOnlyList<OutboundJob>> WatchJobAsync(long id, CancellationToken cancellationToken) =>
        Batched(token => queue.WatchAsync(id, token));

    public Task<OutboundJob> StopJobAsync(long id, CancellationToken cancellationToken) => queue.StopAsync(id, caller.UserName, cancellationToken);

    public Task<OutboundJob> ResumeJobAsync(long id, CancellationToken cancellationToken) => queue.ResumeAsync(id, caller.UserName, cancellationToken);

    public Task<OutboundJob> RemoveJobAsync(long id, CancellationToken cancellationToken) => queue.RemoveAsync(id, caller.UserName, cancellationToken);

    private static async IAsyncEnumerable<T> EachAsync<T>(Func<Task<IReadOnlyList<T>>> list)
    {
        foreach (var item in await list())
        {
            yield return item;
        }
    }

    /// <summary>The request's own token ends with the request; the enumeration has its own.</summary>
    private Batches<T> Batched<T>(Func<CancellationToken, IAsyncEnumerable<T>> source) => new(source, ItemsAhead, caller.SessionEnded);
}
