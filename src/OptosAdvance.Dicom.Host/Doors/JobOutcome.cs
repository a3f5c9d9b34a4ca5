namespace OptosAdvance.Dicom.Host;

/// <summary>How an attempt at a job ended.</summary>
internal abstract record JobOutcome
{
    private JobOutcome()
    {
    }

    /// <summary>Nothing is left to do: the results say how it went. What has no result has failed.</summary>
    public sealed record Completed : JobOutcome;

    /// <summary>Something is left that another attempt may do.</summary>
    /// <param name="Reason">Why, with what to do.</param>
    public sealed record Retry(string Reason) : JobOutcome;

    /// <summary>Everything is asked for; the answer will come by <see cref="IJobs.ReportAsync"/>. Without one the job is tried again.</summary>
    /// <param name="Until">When it is tried again.</param>
    /// <param name="Reason">What it waits for.</param>
    public sealed record Await(DateTimeOffset Until, string Reason) : JobOutcome;

    /// <summary>It cannot be done, and trying again would not help.</summary>
    /// <param name="Reason">Why, with what to do.</param>
    public sealed record Fail(string Reason) : JobOutcome;
}
