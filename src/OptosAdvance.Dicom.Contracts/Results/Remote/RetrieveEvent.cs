namespace OptosAdvance.Dicom.Contracts;

/// <summary>How far a retrieval is; the last one has a <see cref="Result"/>.</summary>
public sealed record RetrieveEvent
{
    /// <summary>Sub-operations to come; null when the peer has not said.</summary>
    public int? Remaining { get; init; }

    /// <summary>Sub-operations done.</summary>
    public int Completed { get; init; }

    /// <summary>Sub-operations that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Sub-operations done with a warning.</summary>
    public int Warnings { get; init; }

    /// <summary>What a person should know about it as it happens; null mostly.</summary>
    public string? Warning { get; init; }

    /// <summary>How it ended; on the last event only.</summary>
    public RetrieveResult? Result { get; init; }
}
