using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeWire : IJobsWire
{
    public IAsyncEnumerable<IReadOnlyList<OutboundJob>> GetJobsAsync(JobQuery query, CancellationToken cancellationToken) =>
        BatchAsync(control.GetJobsAsync(query, cancellationToken), cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<JobItem>> GetJobItemsAsync(long id, CancellationToken cancellationToken) =>
        BatchAsync(control.GetJobItemsAsync(id, cancellationToken), cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<OutboundJob>> WatchJobAsync(long id, CancellationToken cancellationToken) =>
        BatchAsync(control.WatchJobAsync(id, cancellationToken), cancellationToken);

    public Task<OutboundJob> StopJobAsync(long id, CancellationToken cancellationToken) => control.StopJobAsync(id, cancellationToken);

    public Task<OutboundJob> ResumeJobAsync(long id, CancellationToken cancellationToken) => control.ResumeJobAsync(id, cancellationToken);

    public Task<OutboundJob> RemoveJobAsync(long id, CancellationToken cancellationToken) => control.RemoveJobAsync(id, cancellationToken);
}
