namespace OptosAdvance.Dicom.Contracts;

/// <summary>How it stands with purging.</summary>
public sealed record PurgeStatus
{
    /// <summary>What purging does now, or why it does nothing.</summary>
    public PurgeState State { get; init; }

    /// <summary>The same as a sentence: what would be done next, and why it is not being done.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>Studies that the next batch would take, oldest first; 0 when none would go now.</summary>
    public int NextStudies { get; init; }

    /// <summary>Bytes of their files.</summary>
    public long NextBytes { get; init; }

    /// <summary>When the next study to go was last used; null when none would go.</summary>
    public DateTimeOffset? NextLastAccessedAt { get; init; }

    /// <summary>When studies were last purged; null when none were since the host started.</summary>
    public DateTimeOffset? LastPurgedAt { get; init; }

    /// <summary>Studies that went with the last purge.</summary>
    public int LastPurgedStudies { get; init; }

    /// <summary>Bytes that the last purge freed.</summary>
    public long LastPurgedBytes { get; init; }

    /// <summary>Studies protected by hand.</summary>
    public long ProtectedByHand { get; init; }

    /// <summary>Studies of which every instance is committed.</summary>
    public long Committed { get; init; }

    /// <summary>Studies that could not be deleted and wait to be tried again.</summary>
    public long SetAside { get; init; }
}
