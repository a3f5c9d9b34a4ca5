namespace OptosAdvance.Dicom.Contracts;

/// <summary>A storage commitment request: one transaction with an archive about instances of one study. Key: <see cref="TransactionUid"/>.</summary>
public sealed record StorageCommitment
{
    /// <summary>Transaction UID (0008,1195).</summary>
    public string TransactionUid { get; init; } = "";

    /// <summary>Name of the remote AE that is asked.</summary>
    public string AE { get; init; } = "";

    /// <summary>AE title that it was asked by, or will be.</summary>
    public string AETitle { get; init; } = "";

    /// <summary>The study.</summary>
    public string StudyInstanceUid { get; init; } = "";

    /// <summary>Job that asks.</summary>
    public long JobId { get; init; }

    /// <summary>How far it has come.</summary>
    public StorageCommitmentState State { get; init; }

    /// <summary>Instances asked for.</summary>
    public int Instances { get; init; }

    /// <summary>Instances that the archive keeps, as they were held here when it said so.</summary>
    public int Committed { get; init; }

    /// <summary>Instances that it does not keep.</summary>
    public int Failed { get; init; }

    /// <summary>1 for the first request, 2 when it was asked again, and so on.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>When it was sent.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the archive took the request; null while it has not.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When its answer came; null while it has not.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Until when the answer is waited for; null when none is.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Who asked: a user, or what in the host did.</summary>
    public string RequestedBy { get; init; } = "";

    /// <summary>Transaction UID under which it was asked again; empty when it was not.</summary>
    public string SupersededBy { get; init; } = "";

    /// <summary>What happened last, as a person reads it.</summary>
    public string Message { get; init; } = "";

    /// <summary>Its instances; empty unless asked for.</summary>
    public EquatableList<StorageCommitmentInstance> Results { get; init; } = EquatableList<StorageCommitmentInstance>.Empty;

    /// <summary>Nothing more is waited for.</summary>
    public bool IsFinished => State is not (StorageCommitmentState.Sending or StorageCommitmentState.Pending);
}
