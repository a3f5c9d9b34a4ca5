namespace OptosAdvance.Dicom.Host;

/// <summary>What the queue knows of a destination. Guarded by the queue's lock.</summary>
internal sealed class JobDestination
{
    /// <summary>Jobs that wait for it or are being done, by priority, then in the order in which they came.</summary>
    public SortedSet<JobEntry> Jobs { get; } = new(JobEntry.Order);

    /// <summary>Jobs that are being done.</summary>
    public int Running { get; set; }

    /// <summary>The last association could be opened. Until then one job tries, alone; the others do not queue up behind a dead server.</summary>
    public bool IsProven { get; set; }

    /// <summary>Associations in a row that could not be opened.</summary>
    public int Failures { get; set; }

    /// <summary>No attempt before.</summary>
    public DateTimeOffset RetryAt { get; set; }

    /// <summary>Why the last association could not be opened; null when it could.</summary>
    public string? Error { get; set; }

    /// <summary>When a job for it was last begun, as a number that ascends.</summary>
    public long Served { get; set; }
}
