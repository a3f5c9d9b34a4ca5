namespace OptosAdvance.Dicom.Host;

/// <summary>A study as purging looks at it.</summary>
internal sealed record PurgeCandidate
{
    public required string StudyInstanceUid { get; init; }

    /// <summary>Row of the index; ties of age are broken by it.</summary>
    public long Id { get; init; }

    public string PatientId { get; init; } = "";

    public DateTimeOffset AccessedAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Bytes of its files.</summary>
    public long Size { get; init; }

    public int Instances { get; init; }

    /// <summary>Instances that a storage commitment server has confirmed.</summary>
    public int Committed { get; init; }

    /// <summary>Protected by hand.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Why it cannot go now: another capability needs it, or where its files are; null when nothing of the kind.</summary>
    public string? HeldBecause { get; init; }

    /// <summary>Why it could not be deleted; null when that was not tried.</summary>
    public string? SetAsideBecause { get; init; }

    /// <summary>Until when it is not tried again.</summary>
    public DateTimeOffset SetAsideUntil { get; init; }
}
