namespace OptosAdvance.Dicom.Contracts;

/// <summary>Which rows of the activity log are wanted; a null or empty filter matches all.</summary>
public sealed record ActivityQuery
{
    /// <summary>At or after.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Any of these kinds.</summary>
    public EquatableList<ActivityKind> Kind { get; init; } = EquatableList<ActivityKind>.Empty;

    /// <summary>Peer, wildcards, without regard to case.</summary>
    public string? Peer { get; init; }

    /// <summary>Study.</summary>
    public string? StudyInstanceUid { get; init; }

    /// <summary>Outcome.</summary>
    public ActivityOutcome? Outcome { get; init; }

    /// <summary>Newest rows only.</summary>
    public int? Last { get; init; }
}
