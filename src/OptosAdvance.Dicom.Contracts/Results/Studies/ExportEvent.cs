namespace OptosAdvance.Dicom.Contracts;

/// <summary>One instance of an export, or with a null <see cref="Path"/> the final summary.</summary>
public sealed record ExportEvent
{
    /// <summary>File that was written; null on the final event.</summary>
    public string? Path { get; init; }

    /// <summary>Why the instance was not exported; null when it was.</summary>
    public string? Error { get; init; }

    /// <summary>Study.</summary>
    public string? StudyInstanceUid { get; init; }

    /// <summary>Instance.</summary>
    public string? SopInstanceUid { get; init; }

    /// <summary>Instances done so far.</summary>
    public int Done { get; init; }

    /// <summary>Instances to do.</summary>
    public int Total { get; init; }

    /// <summary>Instances that failed so far.</summary>
    public int Failed { get; init; }
}
