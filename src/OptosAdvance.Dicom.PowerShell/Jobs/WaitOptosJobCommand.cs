using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;
using JobState = OptosAdvance.Dicom.Contracts.JobState;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Waits until jobs are over.</summary>
/// <remarks>
/// A progress bar shows how far they are. Ctrl+C ends the waiting only: the jobs go on in the host; stop one with Stop-OptosJob. A job that
/// failed is an error.
/// </remarks>
/// <example>
/// <code>Find-OptosStudy -PatientId P1001 | Send-OptosStudy -AE PACS1 -NoWait | Wait-OptosJob</code>
/// <para>Gives the jobs first and then waits for all of them.</para>
/// </example>
/// <example>
/// <code>Wait-OptosJob -Id 12 -TimeoutSeconds 60</code>
/// <para>Waits a minute at most.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "OptosJob")]
[OutputType(typeof(OutboundJob))]
public sealed class WaitOptosJobCommand : OptosCmdlet
{
    private readonly List<long> _ids = [];

    /// <summary>Numbers of jobs, typed or from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("JobId")]
    [ArgumentCompleter(typeof(JobCompleter))]
    public long[] Id { get; set; } = [];

    /// <summary>Seconds to wait at most. By default the command waits as long as it takes.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSeconds { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        _ids.AddRange(Id);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var control = await ControlAsync();
        var jobs = new List<OutboundJob>();
        foreach (var id in _ids.Distinct())
        {
            OutboundJob? found = null;
            await foreach (var job in control.GetJobsAsync(new JobQuery { Id = [id] }, StopToken))
            {
                found = job;
            }

            if (found is null)
            {
                WriteError(ErrorRecords.NotFound("job", id.ToString(System.Globalization.CultureInfo.InvariantCulture), "List the jobs with Get-OptosJob."));
            }
            else
            {
                jobs.Add(found);
            }
        }

        await WaitAsync(control, jobs);
    }

    private async Task WaitAsync(IOptosControl control, List<OutboundJob> jobs)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        if (TimeoutSeconds is { } seconds)
        {
            limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        try
        {
            await new JobWaiter(this, control).WaitAsync(jobs, WriteAsync, limit.Token);
        }
        catch (Exception e) when (limit.IsCancellationRequested && !StopToken.IsCancellationRequested && e is OperationCanceledException or ControlException)
        {
            WriteError(ErrorRecords.Create(
                "JobNotOver", ErrorCategory.OperationTimeout, $"The jobs are not over after {TimeoutSeconds} s.", "They go on; see Get-OptosJob.", _ids.ToArray()));
        }
    }

    private Task WriteAsync(OutboundJob job)
    {
        WriteObject(job);
        if (job.State is JobState.Failed or JobState.PartlyFailed or JobState.Cancelled)
        {
            WriteError(JobErrors.NotDone(job));
        }

        return Task.CompletedTask;
    }
}
