namespace OptosAdvance.Dicom.Contracts;

/// <summary>One study of a purge, or with a null <see cref="StudyInstanceUid"/> the end of it.</summary>
public sealed record PurgeEvent
{
    /// <summary>Study; null on the final event.</summary>
    public string? StudyInstanceUid { get; init; }

    /// <summary>Patient ID of the study.</summary>
    public string PatientId { get; init; } = "";

    /// <summary>When it was first received.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was last stored to, sent, exported or read.</summary>
    public DateTimeOffset LastAccessedAt { get; init; }

    /// <summary>Instances of the study; on the final event those purged.</summary>
    public int Instances { get; init; }

    /// <summary>Bytes of its files; on the final event those purged.</summary>
    public long Size { get; init; }

    /// <summary>What is done with it.</summary>
    public PurgeAction Action { get; init; }

    /// <summary>Why; on the final event, why the purge ended or did not begin.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Studies purged so far.</summary>
    public int Purged { get; init; }

    /// <summary>Studies set aside so far.</summary>
    public int SetAside { get; init; }

    /// <summary>Free space of the volume when it was last measured, in bytes.</summary>
    public long FreeBytes { get; init; }

    /// <summary>Free space at which the purge ends, in bytes.</summary>
    public long HighBytes { get; init; }

    /// <summary>On the final event: how it stands with purging now.</summary>
    public PurgeState State { get; init; }
}
