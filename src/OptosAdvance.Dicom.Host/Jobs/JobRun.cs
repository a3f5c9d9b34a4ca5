using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>One attempt at a job, as its executor sees it.</summary>
internal sealed class JobRun(
    JobQueue queue, JobEntry entry, JobWriter writer, IRemoteAssociations associations, RemoteAE remote, IReadOnlyList<JobInstance> remaining, TimeProvider time)
    : IJobRun, IDisposable
{
    /// <summary>Results that may wait for their flush; that many may be sent again after a crash, and not more.</summary>
    private const int MaximumUnwritten = 256;

    private readonly SemaphoreSlim _unwritten = new(MaximumUnwritten, MaximumUnwritten);

    public OutboundJob Job { get; } = entry.Job;

    public RemoteAE Remote => remote;

    public IReadOnlyList<JobInstance> Remaining => remaining;

    public string? Data => entry.Data;

    public async Task SetDataAsync(string? data)
    {
        await writer.RunAsync(statements => statements.SetData(Job.Id, data));
        entry.Data = data;
    }

    public async Task<RemoteAssociation> OpenAsync(AssociationProposal proposal, CancellationToken cancellationToken)
    {
        try
        {
            var association = await associations.OpenAsync(remote, proposal, cancellationToken);
            queue.Opened(entry);
            return association;
        }
        catch (DicomNetworkException e)
        {
            queue.NotOpened(entry, e.Message);
            throw;
        }
    }

    public async ValueTask ReportAsync(JobItemResult result)
    {
        if (!_unwritten.Wait(0, CancellationToken.None))
        {
            await _unwritten.WaitAsync();
        }

        var isNews = false;
        writer.Post(
            statements => isNews = statements.Report(Job.Id, result, time.GetUtcNow()),
            () =>
            {
                if (isNews)
                {
                    queue.Count(entry, result);
                }

                _unwritten.Release();
            },
            _ => _unwritten.Release(),
            canWait: true);
    }

    public Task FlushAsync() => writer.RunAsync(static _ => { });

    public void Dispose() => _unwritten.Dispose();
}
