using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

internal sealed partial class FakeControl
{
    /// <summary>What a job is like, again and again, for those who watch it; the last is over.</summary>
    public List<OutboundJob> Jobs { get; } = [];

    public List<JobItem> JobItems { get; } = [];

    /// <summary>What was asked of jobs: <c>Stop 3</c>.</summary>
    public List<string> JobRequests { get; } = [];

    public IAsyncEnumerable<OutboundJob> GetJobsAsync(JobQuery query, CancellationToken cancellationToken) => StreamAsync(
        query,
        [.. Jobs.GroupBy(static job => job.Id).Select(static states => states.First()).Where(job => query.Id.Count == 0 || query.Id.Contains(job.Id))],
        cancellationToken);

    public IAsyncEnumerable<JobItem> GetJobItemsAsync(long id, CancellationToken cancellationToken) => StreamAsync(
        id, [.. JobItems.Where(item => item.JobId == id)], cancellationToken);

    public IAsyncEnumerable<OutboundJob> WatchJobAsync(long id, CancellationToken cancellationToken) => StreamAsync(
        id, [.. Jobs.Where(job => job.Id == id)], cancellationToken);

    public Task<OutboundJob> StopJobAsync(long id, CancellationToken cancellationToken) =>
        JobAsync("Stop", id, static job => job with { State = JobState.Cancelled });

    public Task<OutboundJob> ResumeJobAsync(long id, CancellationToken cancellationToken) =>
        JobAsync("Resume", id, static job => job with { State = JobState.Waiting });

    public Task<OutboundJob> RemoveJobAsync(long id, CancellationToken cancellationToken) => JobAsync("Remove", id, static job => job);

    private Task<OutboundJob> JobAsync(string what, long id, Func<OutboundJob, OutboundJob> change)
    {
        lock (_gate)
        {
            JobRequests.Add($"{what} {id}");
            return Task.FromResult(change(Jobs.FirstOrDefault(job => job.Id == id) ?? throw new ControlException(new ControlError
            {
                Id = ErrorIds.NotFound,
                Category = ControlErrorCategory.ObjectNotFound,
                Message = $"There is no job {id}.",
                RecommendedAction = "List the jobs with Get-OptosJob.",
            })));
        }
    }
}
