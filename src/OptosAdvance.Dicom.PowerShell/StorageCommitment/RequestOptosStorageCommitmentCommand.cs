using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Asks an archive to confirm that it keeps studies for good.</summary>
/// <remarks>
/// Storage commitment is how a DICOM archive takes responsibility for images: once it has confirmed an instance, the copy here may be deleted, and the
/// purge deletes it when space is needed. The study must have been sent to the archive before. The command waits for the answer and returns the
/// transactions with what became of each instance; an archive may take from seconds to hours. Ctrl+C ends the waiting and not the job, which is
/// tried again when the archive cannot be reached, and asks again when it does not answer in time.
/// </remarks>
/// <example>
/// <code>Request-OptosStorageCommitment -StudyInstanceUid 1.2.826.0.1.3680043.8.498.1 -AE PACS1</code>
/// <para>Asks PACS1 about a study and waits for its answer.</para>
/// </example>
/// <example>
/// <code>Find-OptosStudy -StudyDate today | Request-OptosStorageCommitment -AE PACS1 -NoWait</code>
/// <para>Asks PACS1 about the studies of today and returns the jobs.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Request, "OptosStorageCommitment", SupportsShouldProcess = true)]
[OutputType(typeof(StorageCommitment), typeof(OutboundJob))]
public sealed class RequestOptosStorageCommitmentCommand : OptosCmdlet
{
    private readonly List<OutboundJob> _jobs = [];

    /// <summary>Study Instance UIDs (0020,000D), typed or from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StudyCompleter))]
    public string[] StudyInstanceUid { get; set; } = [];

    /// <summary>Name of the remote AE that is asked; it has the service StorageCommitment.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string AE { get; set; } = "";

    /// <summary>SOP Instance UIDs (0008,0018) of the study that are asked about. The default is all of them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? SopInstanceUid { get; set; }

    /// <summary>Returns the jobs at once instead of waiting for the answers.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        foreach (var study in StudyInstanceUid)
        {
            if (!ShouldProcess(study, $"Request storage commitment from {AE}"))
            {
                continue;
            }

            await TryAsync(study, async () =>
            {
                var request = new StorageCommitmentRequest { StudyInstanceUid = study, AE = AE, SopInstanceUids = (SopInstanceUid ?? []).ToEquatableList() };
                var job = await control.RequestStorageCommitmentAsync(request, StopToken);
                if (NoWait)
                {
                    WriteObject(job);
                }
                else
                {
                    _jobs.Add(job);
                }
            });
        }
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        if (_jobs.Count == 0)
        {
            return;
        }

        var control = await ControlAsync();
        await TryAsync(AE, () => new JobWaiter(this, control).WaitAsync(_jobs, job => WriteAsync(control, job), StopToken));
    }

    /// <summary>What came of a job: its transactions but those that others took the place of, and an error when not everything is kept.</summary>
    private async Task WriteAsync(IOptosControl control, OutboundJob job)
    {
        var transactions = new List<StorageCommitment>();
        var query = new StorageCommitmentQuery { JobId = new[] { job.Id }, WithInstances = true };
        await foreach (var transaction in control.GetStorageCommitmentsAsync(query, StopToken))
        {
            transactions.Add(transaction);
        }

        transactions.Reverse();
        WriteAll(transactions.Where(static transaction => transaction.State != StorageCommitmentState.Superseded));
        if (job.State != Contracts.JobState.Succeeded)
        {
            WriteError(ErrorRecords.Create(
                "CommitmentFailed",
                ErrorCategory.InvalidResult,
                $"{AE} keeps {job.Done} of {job.Total} instances of the study {string.Join(", ", job.StudyInstanceUid)}. {job.LastError}".TrimEnd(),
                "Results of the transactions say why; send again what is missing, then request commitment anew.",
                job.Id));
        }
    }
}
