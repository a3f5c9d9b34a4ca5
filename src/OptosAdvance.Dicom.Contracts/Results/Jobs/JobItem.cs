namespace OptosAdvance.Dicom.Contracts;

/// <summary>One instance of a job.</summary>
public sealed record JobItem
{
    /// <summary>Job that it belongs to.</summary>
    public long JobId { get; init; }

    /// <summary>(0020,000D).</summary>
    public string StudyInstanceUid { get; init; } = "";

    /// <summary>(0020,000E).</summary>
    public string SeriesInstanceUid { get; init; } = "";

    /// <summary>(0008,0018).</summary>
    public string SopInstanceUid { get; init; } = "";

    /// <summary>What became of it.</summary>
    public JobItemState State { get; init; }

    /// <summary>The peer's status as four hexadecimal digits, <c>B000</c>; null when it gave none.</summary>
    public string? Status { get; init; }

    /// <summary>Why it is as it is; null when there is nothing to say.</summary>
    public string? Comment { get; init; }

    /// <summary>When the peer answered; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
