using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Sees to what no job comes back to: results that are not in the index for good, transactions that nobody waits for any more, and those that are old
/// enough to be forgotten.
/// </summary>
internal sealed partial class CommitmentTracker(
    CommitmentStore store,
    CommitmentSettler settler,
    ICommittedState committed,
    IJobs jobs,
    IApplianceSettings settings,
    TimeProvider time,
    ILogger<CommitmentTracker> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_durableInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_pruneInterval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stopping = new();
    private DateTimeOffset? _madeDurable;
    private DateTimeOffset? _pruned;
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(LoopAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop;
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>Puts back into the index what a power cut may have taken out of it.</summary>
    public async Task RestoreAsync()
    {
        foreach (var uid in store.ListUnsettled(CommitmentSettlement.Marked))
        {
            await settler.SettleAsync(uid, peer: null);
        }
    }

    /// <summary>Does what is due.</summary>
    public async Task TickAsync()
    {
        foreach (var uid in store.ListUnsettled(CommitmentSettlement.Recorded))
        {
            await settler.SettleAsync(uid, peer: null);
        }

        var now = time.GetUtcNow();
        foreach (var uid in store.ListDue(now))
        {
            await EndAsync(uid);
        }

        if (_madeDurable is null || now - _madeDurable >= s_durableInterval)
        {
            _madeDurable = now;
            await MakeDurableAsync();
        }

        if (_pruned is null || now - _pruned >= s_pruneInterval)
        {
            _pruned = now;
            store.Prune(now - TimeSpan.FromDays(settings.Current.Repository.ActivityRetentionDays));
        }
    }

    /// <summary>A transaction whose time is up is its job's to ask again, unless that is over.</summary>
    private async Task EndAsync(string uid)
    {
        if (store.Find(uid) is { } transaction && await jobs.FindAsync(transaction.JobId, CancellationToken.None) is not { IsOver: false })
        {
            store.Change(uid, current => current is { IsFinished: false, IsUnanswered: true }
                ? current with { State = StorageCommitmentState.TimedOut, DueAt = null, Message = "No answer came in time, and nobody waits for one any more." }
                : null);
        }
    }

    private async Task MakeDurableAsync()
    {
        var marked = store.ListUnsettled(CommitmentSettlement.Marked);
        if (marked.Count > 0 && await committed.MakeDurableAsync())
        {
            store.SetDurable(marked);
        }
    }

    private async Task LoopAsync()
    {
        await GuardAsync(RestoreAsync);
        while (!_stopping.IsCancellationRequested)
        {
            await GuardAsync(TickAsync);
            await Task.Delay(s_interval, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(EventId = 4310, Level = LogLevel.Error, Message = "Looking after storage commitment failed; it is tried again soon.")]
    private partial void LogFailed(Exception exception);
}
