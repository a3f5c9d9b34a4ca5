using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Everything besides the studies themselves that decides what a purge does.</summary>
internal sealed record PurgeSituation
{
    public required RepositorySettings Settings { get; init; }

    public required SpaceMarks Marks { get; init; }

    /// <summary>Free bytes of the volume.</summary>
    public required long FreeBytes { get; init; }

    /// <summary>Studies in the index.</summary>
    public required long Studies { get; init; }

    /// <summary>Percent idle of the processors; null when it is not known, and then it is no criterion.</summary>
    public double? CpuIdlePercent { get; init; }

    /// <summary>Storing is suspended for want of space: getting out of that matters more than a busy machine.</summary>
    public bool IsSuspendedForSpace { get; init; }

    /// <summary>A person wants it, whatever the low mark and the processors say.</summary>
    public bool IsForced { get; init; }

    /// <summary>The purge has begun, so the low mark does not matter any more.</summary>
    public bool IsUnderWay { get; init; }

    /// <summary>Some remote AE confirms storage.</summary>
    public bool HasCommitmentServer { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether a study may only go when all its instances are committed.</summary>
    public bool WantsCommitted => Settings.PurgePolicy switch
    {
        PurgePolicy.Any => false,
        PurgePolicy.CommittedOnly => true,
        _ => HasCommitmentServer,
    };
}
