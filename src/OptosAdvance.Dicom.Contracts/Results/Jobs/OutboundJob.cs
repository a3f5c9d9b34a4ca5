namespace OptosAdvance.Dicom.Contracts;

/// <summary>A piece of work with a remote server. It survives a restart of the host and is tried again until it is done.</summary>
public sealed record OutboundJob
{
    /// <summary>Number of the job; never given twice.</summary>
    public long Id { get; init; }

    /// <summary>What it does.</summary>
    public JobKind Kind { get; init; }

    /// <summary>Name of the remote AE.</summary>
    public string Destination { get; init; } = "";

    /// <summary>One line for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>Studies concerned.</summary>
    public EquatableList<string> StudyInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>Which jobs go first.</summary>
    public JobPriority Priority { get; init; } = JobPriority.Normal;

    /// <summary>Where it is.</summary>
    public JobState State { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried next; null while it runs and when it is over.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first tried; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was over; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who gave it: a user, or <c>AutoForward</c>.</summary>
    public string Actor { get; init; } = "";

    /// <summary>Instances in it.</summary>
    public int Total { get; init; }

    /// <summary>Instances that the peer confirmed, those with a warning included.</summary>
    public int Done { get; init; }

    /// <summary>Instances that the peer confirmed with a warning.</summary>
    public int Warnings { get; init; }

    /// <summary>Instances that failed for good.</summary>
    public int Failed { get; init; }

    /// <summary>Bytes of the instances that the peer confirmed.</summary>
    public long Bytes { get; init; }

    /// <summary>Why the last attempt failed, or what the job waits for; null when there is nothing to say.</summary>
    public string? LastError { get; init; }

    /// <summary>Nothing more will happen by itself.</summary>
    public bool IsOver => State >= JobState.Succeeded;
}
