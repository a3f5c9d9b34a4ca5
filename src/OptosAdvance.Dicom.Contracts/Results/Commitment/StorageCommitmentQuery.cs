namespace OptosAdvance.Dicom.Contracts;

/// <summary>Which storage commitment requests are wanted; a null or empty filter matches all.</summary>
public sealed record StorageCommitmentQuery
{
    /// <summary>Any of these transactions.</summary>
    public EquatableList<string> TransactionUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>Any of these studies.</summary>
    public EquatableList<string> StudyInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>Names of remote AEs, wildcards, without regard to case.</summary>
    public EquatableList<string> AE { get; init; } = EquatableList<string>.Empty;

    /// <summary>Any of these jobs.</summary>
    public EquatableList<long> JobId { get; init; } = EquatableList<long>.Empty;

    /// <summary>Any of these states.</summary>
    public EquatableList<StorageCommitmentState> State { get; init; } = EquatableList<StorageCommitmentState>.Empty;

    /// <summary>Newest only.</summary>
    public int? Last { get; init; }

    /// <summary>Return the instances as well.</summary>
    public bool WithInstances { get; init; }
}
