namespace OptosAdvance.Dicom.Contracts;

/// <summary>Which jobs are wanted; a null or empty filter matches all.</summary>
public sealed record JobQuery
{
    /// <summary>These numbers.</summary>
    public EquatableList<long> Id { get; init; } = EquatableList<long>.Empty;

    /// <summary>Any of these states.</summary>
    public EquatableList<JobState> State { get; init; } = EquatableList<JobState>.Empty;

    /// <summary>Any of these kinds.</summary>
    public EquatableList<JobKind> Kind { get; init; } = EquatableList<JobKind>.Empty;

    /// <summary>Name of the remote AE, wildcards, without regard to case.</summary>
    public string? Destination { get; init; }

    /// <summary>Study.</summary>
    public string? StudyInstanceUid { get; init; }

    /// <summary>Newest jobs only.</summary>
    public int? Last { get; init; }
}
