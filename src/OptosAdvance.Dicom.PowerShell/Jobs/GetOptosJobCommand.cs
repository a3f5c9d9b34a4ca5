using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;
using JobState = OptosAdvance.Dicom.Contracts.JobState;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the jobs of the host: what it sends to other servers, and asks of them.</summary>
/// <remarks>
/// Jobs survive a restart of the host and are tried again until they are done. The newest come first. Jobs that are over are kept as long as the
/// activity log.
/// </remarks>
/// <example>
/// <code>Get-OptosJob -State Waiting, Running, Retrying</code>
/// <para>Lists what is not done yet.</para>
/// </example>
/// <example>
/// <code>Get-OptosJob -Id 12 -Item | Where-Object State -eq Failed</code>
/// <para>Lists the instances of a job that could not be sent, with the reasons.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosJob", DefaultParameterSetName = "Job")]
[OutputType(typeof(OutboundJob), ParameterSetName = ["Job"])]
[OutputType(typeof(JobItem), ParameterSetName = ["Item"])]
public sealed class GetOptosJobCommand : OptosCmdlet
{
    /// <summary>Numbers of jobs. Without numbers, every job that matches the other filters.</summary>
    [Parameter(Position = 0, ParameterSetName = "Job", ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Item", ValueFromPipelineByPropertyName = true)]
    [Alias("JobId")]
    [ArgumentCompleter(typeof(JobCompleter))]
    public long[] Id { get; set; } = [];

    /// <summary>Only jobs in these states.</summary>
    [Parameter(ParameterSetName = "Job")]
    public JobState[] State { get; set; } = [];

    /// <summary>Only jobs for this remote AE; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Job")]
    [Alias("Destination")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DicomAENameCompleter))]
    public string? AE { get; set; }

    /// <summary>Only jobs of these kinds.</summary>
    [Parameter(ParameterSetName = "Job")]
    public JobKind[] Kind { get; set; } = [];

    /// <summary>Only jobs about this study.</summary>
    [Parameter(ParameterSetName = "Job")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StudyCompleter))]
    public string? StudyInstanceUid { get; set; }

    /// <summary>Only so many, the newest.</summary>
    [Parameter(ParameterSetName = "Job")]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    /// <summary>Returns the instances of the jobs with what became of each.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Item")]
    public SwitchParameter Item { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        if (Item)
        {
            foreach (var id in Id)
            {
                await TryAsync(id, async () =>
                {
                    await foreach (var item in control.GetJobItemsAsync(id, StopToken))
                    {
                        WriteObject(item);
                    }
                });
            }

            return;
        }

        var missing = new HashSet<long>(Id);
        await foreach (var job in control.GetJobsAsync(Query(), StopToken))
        {
            missing.Remove(job.Id);
            WriteObject(job);
        }

        if (State.Length + Kind.Length == 0 && AE is null && StudyInstanceUid is null && Last is null)
        {
            foreach (var id in missing)
            {
                WriteError(ErrorRecords.NotFound("job", id.ToString(System.Globalization.CultureInfo.InvariantCulture), "List the jobs with Get-OptosJob."));
            }
        }
    }

    private JobQuery Query() => new()
    {
        Id = Id.ToEquatableList(),
        State = State.ToEquatableList(),
        Kind = Kind.ToEquatableList(),
        Destination = AE,
        StudyInstanceUid = StudyInstanceUid,
        Last = Last,
    };
}
