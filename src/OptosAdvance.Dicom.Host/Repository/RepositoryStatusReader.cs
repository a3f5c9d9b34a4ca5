using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>What the repository says of itself.</summary>
internal sealed class RepositoryStatusReader(
    ApplianceDirectory directory,
    IApplianceSettings settings,
    IRepositoryStatus repository,
    SpaceGuard space,
    CpuIdleMeter cpu,
    RepositoryPurge purge,
    PurgeIndex index,
    StorageVolumes volumes,
    IStudySearch search)
{
    public async Task<RepositoryStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var (studies, instances) = await search.CountAsync(cancellationToken);
        var (measured, marks) = space.Measure() ?? default;
        return new RepositoryStatus
        {
            Path = directory.RepositoryPathOf(settings.Current),
            TotalBytes = measured.TotalBytes,
            FreeBytes = measured.FreeBytes,
            ReservedBytes = space.Budget.Reserved,
            CriticalBytes = marks.Critical,
            LowBytes = marks.Low,
            HighBytes = marks.High,
            State = repository.State,
            StateReason = repository.StateReason,
            StateSince = repository.StateSince,
            CheckedAt = space.CheckedAt,
            CpuIdlePercent = cpu.Percent,
            IsIndexed = volumes.AreIndexed,
            Studies = studies,
            Instances = instances,
            Purge = await ReadPurgeAsync(cancellationToken),
            Volumes = space.MeasureAll(),
        };
    }

    private async Task<PurgeStatus> ReadPurgeAsync(CancellationToken cancellationToken)
    {
        var isRunning = purge.IsRunning;
        var plan = await purge.PlanAsync(cancellationToken);
        var (isProtected, committed, setAside) = await Task.Run(index.Count, cancellationToken);
        return new PurgeStatus
        {
            State = isRunning ? PurgeState.Running : plan.State,
            Explanation = isRunning ? $"Studies are being purged. {plan.Explanation}" : plan.Explanation,
            NextStudies = plan.Studies.Count,
            NextBytes = plan.Studies.Sum(static study => study.Size),
            NextLastAccessedAt = plan.Studies.Count > 0 ? plan.Studies[0].AccessedAt : null,
            LastPurgedAt = purge.Last?.At,
            LastPurgedStudies = purge.Last?.Studies ?? 0,
            LastPurgedBytes = purge.Last?.Bytes ?? 0,
            ProtectedByHand = isProtected,
            Committed = committed,
            SetAside = setAside,
        };
    }
}
