using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Jobs of which one is open, and what they are told.</summary>
internal sealed class RecordedReports : IJobs
{
    public const long OpenJob = 5;

    public List<JobItemResult> Results { get; } = [];

    public Task<OutboundJob> EnqueueAsync(NewJob job, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OutboundJob?> FindAsync(long id, CancellationToken cancellationToken) =>
        Task.FromResult(id == OpenJob ? new OutboundJob { Id = id, State = JobState.Waiting } : null);

    public Task<IReadOnlyList<OutboundJob>> ListAsync(JobQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<JobItem>> ListItemsAsync(long id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> ReportAsync(long id, IReadOnlyCollection<JobItemResult> results, CancellationToken cancellationToken)
    {
        Results.AddRange(results);
        return Task.FromResult(true);
    }
}
