namespace OptosAdvance.Dicom.Contracts;

/// <summary>One row of the activity log.</summary>
public sealed record ActivityRecord
{
    /// <summary>Number of the row; ascends with time.</summary>
    public long Id { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>What kind of thing happened.</summary>
    public ActivityKind Kind { get; init; }

    /// <summary>How it ended.</summary>
    public ActivityOutcome Outcome { get; init; }

    /// <summary>AE title of the peer, or the user for what came over the control endpoint.</summary>
    public string? Peer { get; init; }

    /// <summary>Address of the peer.</summary>
    public string? Address { get; init; }

    /// <summary>Study concerned.</summary>
    public string? StudyInstanceUid { get; init; }

    /// <summary>Instances concerned.</summary>
    public int? Instances { get; init; }

    /// <summary>Bytes moved.</summary>
    public long? Bytes { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double? DurationMilliseconds { get; init; }

    /// <summary>One line for people.</summary>
    public string Message { get; init; } = "";

    /// <summary>What it was before, for a change.</summary>
    public string? Before { get; init; }

    /// <summary>What it is now, for a change.</summary>
    public string? After { get; init; }
}
