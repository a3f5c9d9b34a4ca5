using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>A job that is to be done.</summary>
internal sealed record NewJob
{
    /// <summary>What it does; there is an <see cref="IJobExecutor"/> for it.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>Name of the remote AE.</summary>
    public required string Destination { get; init; }

    /// <summary>One line for people.</summary>
    public required string Description { get; init; }

    /// <summary>Who asks.</summary>
    public required string Actor { get; init; }

    /// <summary>What it is about, at least one instance, in the order in which it is to be done.</summary>
    public required IReadOnlyList<JobInstance> Instances { get; init; }

    /// <summary>Which jobs go first.</summary>
    public JobPriority Priority { get; init; } = JobPriority.Normal;

    /// <summary>Not tried before; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>What the executor wants to keep with the job; see <see cref="IJobRun.Data"/>.</summary>
    public string? Data { get; init; }
}
