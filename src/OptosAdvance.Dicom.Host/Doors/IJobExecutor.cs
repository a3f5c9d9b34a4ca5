using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Does the jobs of one kind. Registered as a singleton; called concurrently for different jobs.</summary>
internal interface IJobExecutor
{
    /// <summary>The kind.</summary>
    JobKind Kind { get; }

    /// <summary>
    /// Makes one attempt at what a job still has undone. A <see cref="DicomNetworkException"/> that it throws, and any other exception, is an attempt that
    /// failed and is made again; a <see cref="ControlException"/> ends the job as failed.
    /// </summary>
    /// <param name="run">The job, and where its results go.</param>
    /// <param name="cancellationToken">Somebody stopped the job, or the host stops.</param>
    Task<JobOutcome> RunAsync(IJobRun run, CancellationToken cancellationToken);
}
