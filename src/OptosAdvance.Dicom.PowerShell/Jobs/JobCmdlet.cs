using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>A cmdlet that does something with jobs that are named by their number.</summary>
public abstract class JobCmdlet : OptosCmdlet
{
    /// <summary>Numbers of jobs, typed or from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("JobId")]
    [ArgumentCompleter(typeof(JobCompleter))]
    public long[] Id { get; set; } = [];

    /// <summary>Returns the job. By default the command returns nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, for questions.</summary>
    private protected abstract string Verb { get; }

    /// <summary>Does it.</summary>
    private protected abstract Task<OutboundJob> ProcessJobAsync(IOptosControl control, long id);

    /// <inheritdoc/>
    protected sealed override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        foreach (var id in Id)
        {
            if (!ShouldProcess($"Job {id}", Verb))
            {
                continue;
            }

            await TryAsync(id, async () =>
            {
                var job = await ProcessJobAsync(control, id);
                if (PassThru)
                {
                    WriteObject(job);
                }
            });
        }
    }
}
