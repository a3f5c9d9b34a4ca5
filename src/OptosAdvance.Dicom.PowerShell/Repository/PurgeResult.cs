using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>What a purge did.</summary>
public sealed record PurgeResult
{
    /// <summary>Studies that were purged.</summary>
    public int Studies { get; init; }

    /// <summary>Instances of them.</summary>
    public int Instances { get; init; }

    /// <summary>Bytes of their files.</summary>
    public long Bytes { get; init; }

    /// <summary>Studies that could not be deleted and are tried again later.</summary>
    public int SetAside { get; init; }

    /// <summary>Free space afterwards, in bytes.</summary>
    public long FreeBytes { get; init; }

    /// <summary>How it stands with purging now.</summary>
    public PurgeState State { get; init; }

    /// <summary>Why the purge ended, or did not begin.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
