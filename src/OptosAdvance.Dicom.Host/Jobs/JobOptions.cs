namespace OptosAdvance.Dicom.Host;

/// <summary>How patient the queue of jobs is.</summary>
internal sealed record JobOptions
{
    /// <summary>Wait after the first failed attempt; doubled with each further one.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait between two attempts.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A job that has not succeeded this long after it was given has failed. It can be resumed.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Jobs for one destination that run at once.</summary>
    public int MaximumPerDestination { get; init; } = 4;

    /// <summary>Random numbers from 0 to 1 for the jitter.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>Wait before an attempt: exponential, and up to a quarter more or less, so that what failed together does not come back together.</summary>
    /// <param name="failures">Failed attempts in a row, from 1.</param>
    public TimeSpan RetryDelay(int failures)
    {
        var exponential = FirstRetry.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 30));
        return TimeSpan.FromSeconds(Math.Min(exponential, LongestRetry.TotalSeconds) * (0.75 + (0.5 * Random())));
    }
}
