using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Purges: plans a batch, deletes it, measures again, until the high mark or until nothing may go. One purge at a time. Studies leave the index and their place
/// in short steps between two batches of receiving; their files are deleted elsewhere and with pauses, so that receiving goes on.
/// </summary>
internal sealed partial class RepositoryPurge(
    IApplianceSettings settings,
    StorageVolumes volumes,
    IVolumeProbe probe,
    IngestCommitter committer,
    RepositoryState state,
    SpaceGuard space,
    CpuIdleMeter cpu,
    PurgeIndex index,
    IStudySearch search,
    IEnumerable<IStudyHold> holds,
    IActivityLog activity,
    TimeProvider time,
    ILogger<RepositoryPurge> logger) : IDisposable
{
    /// <summary>How long a study that could not be deleted is left alone.</summary>
    internal static readonly TimeSpan SetAsideFor = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly IStudyHold[] _holds = [.. holds];
    private volatile bool _isRunning;
    private bool _saidExhausted;

    /// <summary>Whether a purge is under way.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>What the last purge that deleted anything did, and when it ended.</summary>
    public (DateTimeOffset At, int Studies, long Bytes)? Last { get; private set; }

    /// <summary>Checks the space and purges when that is due. For the loop that watches.</summary>
    public async Task<PurgePlan> CheckAsync(CancellationToken cancellationToken) =>
        (await RunAsync(isForced: false, actor: null, report: null, cancellationToken)).Plan;

    /// <summary>What would be done next.</summary>
    public async Task<PurgePlan> PlanAsync(CancellationToken cancellationToken) =>
        space.IsRepositoryPresent && space.Measure() is var (measured, marks)
            ? Plan(await SituationAsync(measured, marks, isForced: false, isUnderWay: false, cancellationToken), null)
            : Missing();

    /// <summary>Purges because a person says so; one event per study and a final one.</summary>
    public async IAsyncEnumerable<PurgeEvent> PurgeAsync(
        PurgeRequest request, string actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Unbounded: a reader that is slow or gone holds nothing up.
        var events = Channel.CreateUnbounded<PurgeEvent>();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = PurgeIntoAsync(request, actor, events.Writer, cancellation.Token);
        try
        {
            await foreach (var step in events.Reader.ReadAllAsync(cancellationToken))
            {
                yield return step;
            }
        }
        finally
        {
            // Whoever stops listening stops the purge, after the batch that is being deleted.
            await cancellation.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What a purge would do: every study with its fate, and a final event.</summary>
    public async IAsyncEnumerable<PurgeEvent> PreviewAsync(PurgeRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!space.IsRepositoryPresent || space.Measure() is not var (measured, marks))
        {
            yield return Final(Missing(), new PurgeRun(), default, default);
            yield break;
        }

        var situation = await SituationAsync(measured, marks, request.Force, isUnderWay: false, cancellationToken);
        var run = new PurgeRun();
        foreach (var verdict in PurgePlanner.Judge(situation, index.ListAll().Select(WithHold)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (verdict.Goes)
            {
                Count(run, verdict.Study);
            }

            yield return Event(verdict.Study, verdict.Goes ? PurgeAction.Goes : PurgeAction.Stays, verdict.Reason, run, measured.FreeBytes, marks);
        }

        yield return Final(Plan(situation, null), run, measured, marks);
    }

    public void Dispose() => _one.Dispose();

    private async Task PurgeIntoAsync(PurgeRequest request, string actor, ChannelWriter<PurgeEvent> events, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            var (plan, run) = await RunAsync(request.Force, actor, events, cancellationToken);
            var (measured, marks) = space.Measure() ?? default;
            events.TryWrite(Final(plan, run, measured, marks));
        }
        catch (Exception exception)
        {
            // Handed to the reader, who owns the sequence.
            failure = exception;
        }

        events.TryComplete(failure);
    }

    private async Task<(PurgePlan Plan, PurgeRun Run)> RunAsync(
        bool isForced, string? actor, ChannelWriter<PurgeEvent>? report, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        var run = new PurgeRun();
        var measuredAt = time.GetTimestamp();
        try
        {
            while (true)
            {
                if (time.GetElapsedTime(measuredAt) >= TimeSpan.FromSeconds(settings.Current.Repository.CheckIntervalSeconds))
                {
                    cpu.Measure();
                    measuredAt = time.GetTimestamp();
                }

                if (space.Check() is not var (measured, marks))
                {
                    return (Missing(), run);
                }

                var situation = await SituationAsync(measured, marks, isForced, run.HasBegun, cancellationToken);
                var plan = Plan(situation, run.LastSeen);
                if (plan.State != PurgeState.Due)
                {
                    Conclude(plan, measured, marks);
                    return (plan, run);
                }

                _isRunning = true;
                run.HasBegun = true;
                var started = time.GetTimestamp();
                await DeleteAsync(plan.Studies, situation, run, actor, report, marks, cancellationToken);
                run.LastSeen = plan.Studies[^1];
                await PauseAsync(time.GetElapsedTime(started), cancellationToken);
            }
        }
        finally
        {
            _isRunning = false;
            RecordRun(run, actor);
            _one.Release();
        }
    }

    /// <summary>Half of the time belongs to receiving, unless receiving waits for the purge.</summary>
    private async Task PauseAsync(TimeSpan worked, CancellationToken cancellationToken)
    {
        if (state.IsRunning)
        {
            await Task.Delay(worked, time, cancellationToken);
        }
    }

    /// <summary>Tells once that purging cannot help, and lets storing resume below the low mark when it does not get there.</summary>
    private void Conclude(PurgePlan plan, VolumeSpace measured, SpaceMarks marks)
    {
        if (plan.IsExhausted)
        {
            space.Check(cannotPurge: true);
        }

        if (!plan.IsExhausted || measured.FreeBytes >= marks.Low)
        {
            _saidExhausted = false;
        }
        else if (!_saidExhausted)
        {
            _saidExhausted = true;
            LogExhausted(plan.Explanation);
            activity.Record(new ActivityRecord { Kind = ActivityKind.Purge, Outcome = ActivityOutcome.Warning, Message = $"Nothing left to purge: {plan.Explanation}" });
        }
    }

    private async Task<PurgeSituation> SituationAsync(
        VolumeSpace measured, SpaceMarks marks, bool isForced, bool isUnderWay, CancellationToken cancellationToken)
    {
        var current = settings.Current;
        return new PurgeSituation
        {
            Settings = current.Repository,
            Marks = marks,
            FreeBytes = measured.FreeBytes,
            Studies = (await search.CountAsync(cancellationToken)).Studies,
            CpuIdlePercent = cpu.Percent,
            IsSuspendedForSpace = state.Holds(SuspensionCause.CriticalWatermark) || state.Holds(SuspensionCause.WriteFailed),
            IsForced = isForced,
            IsUnderWay = isUnderWay,
            HasCommitmentServer = current.RemoteAEs.Any(static remote => remote.Services.HasFlag(RemoteServices.StorageCommitment)),
            Now = time.GetUtcNow(),
        };
    }

    private PurgePlan Plan(PurgeSituation situation, PurgeCandidate? after) =>
        PurgePlanner.Plan(situation, index.ListOldest(situation.WantsCommitted, after).Select(WithHold));

    private PurgePlan Missing() => new(
        PurgeState.RepositoryMissing, state.Reason ?? "The repository's volume is not there or cannot be measured: nothing is purged.", []);

    private PurgeCandidate WithHold(PurgeCandidate study) =>
        study.IsProtected || HeldBecause(study.StudyInstanceUid) is not { } reason ? study : study with { HeldBecause = reason };

    /// <summary>Why another capability, or the place where the files lie, keeps a study from going.</summary>
    private string? HeldBecause(string studyInstanceUid)
    {
        foreach (var hold in _holds)
        {
            if (hold.ReasonToKeep(studyInstanceUid) is { } reason)
            {
                return reason;
            }
        }

        return volumes.HasOnlyCurrent ? null : WhereItIs(studyInstanceUid);
    }

    /// <summary>Deleting what lies on another volume would cost a study and free nothing.</summary>
    private string? WhereItIs(string studyInstanceUid)
    {
        var current = volumes.Current;
        var holding = index.ListVolumesOf(studyInstanceUid);
        return current is null || holding.Contains(current.Id) || holding.Exists(id => IsOnVolumeOf(current, id))
            ? null
            : "it lies in an earlier repository on another volume, where purging it would free nothing here";
    }

    private bool IsOnVolumeOf(StorageVolume current, long id) =>
        volumes.Find(id) is { } earlier && probe.VolumeOf(earlier.Root) == probe.VolumeOf(current.Root);

    [LoggerMessage(EventId = 3310, Level = LogLevel.Warning, Message = "Nothing left to purge: {Explanation}")]
    private partial void LogExhausted(string explanation);
}
