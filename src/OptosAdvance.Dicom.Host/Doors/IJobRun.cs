using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>One attempt at a job.</summary>
internal interface IJobRun
{
    /// <summary>The job as it was when the attempt began.</summary>
    OutboundJob Job { get; }

    /// <summary>The remote AE as it is configured now.</summary>
    RemoteAE Remote { get; }

    /// <summary>What is not done yet.</summary>
    IReadOnlyList<JobInstance> Remaining { get; }

    /// <summary>What the executor keeps with the job (a transaction UID, say); null at first unless the job brought some.</summary>
    string? Data { get; }

    /// <summary>Keeps something with the job. When the task completes, it survives a crash.</summary>
    Task SetDataAsync(string? data);

    /// <summary>Opens an association with <see cref="Remote"/>. While it cannot be opened, other jobs for the same destination wait too.</summary>
    /// <exception cref="DicomNetworkException">A step failed.</exception>
    Task<RemoteAssociation> OpenAsync(AssociationProposal proposal, CancellationToken cancellationToken);

    /// <summary>
    /// Tells what became of an instance of <see cref="Remaining"/>. It is on its way to the disk at once; only when too many are, the task takes
    /// a moment.
    /// </summary>
    ValueTask ReportAsync(JobItemResult result);

    /// <summary>Completes when all that was reported survives a crash.</summary>
    Task FlushAsync();
}
