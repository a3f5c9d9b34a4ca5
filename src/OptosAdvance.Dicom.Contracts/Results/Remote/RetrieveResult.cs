namespace OptosAdvance.Dicom.Contracts;

/// <summary>What a retrieval brought.</summary>
public sealed record RetrieveResult
{
    /// <summary>Name of the remote AE.</summary>
    public string AE { get; init; } = "";

    /// <summary>Study.</summary>
    public string StudyInstanceUid { get; init; } = "";

    /// <summary>How it was retrieved.</summary>
    public RetrieveMethod Method { get; init; }

    /// <summary>Everything that was asked for is here.</summary>
    public bool Success { get; init; }

    /// <summary>Instances that came.</summary>
    public int Completed { get; init; }

    /// <summary>Instances that did not.</summary>
    public int Failed { get; init; }

    /// <summary>Instances that came with a warning; they count as neither completed nor failed.</summary>
    public int Warnings { get; init; }

    /// <summary>(0008,0058): the instances that did not come, as far as the peer names them.</summary>
    public EquatableList<string> FailedSopInstanceUid { get; init; } = EquatableList<string>.Empty;

    /// <summary>Status of the last response: four hexadecimal digits and words.</summary>
    public string Status { get; init; } = "";

    /// <summary>What happened, for people.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do when it failed.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Bytes that came; null for C-MOVE, whose instances come on an association of the peer's.</summary>
    public long? Bytes { get; init; }

    /// <summary>Instances a second.</summary>
    public double Rate { get; init; }
}
