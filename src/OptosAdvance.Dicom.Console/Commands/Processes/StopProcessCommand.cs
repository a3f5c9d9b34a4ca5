using System.Diagnostics;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Ends processes at once.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Process", SupportsShouldProcess = true, DefaultParameterSetName = "Id")]
internal sealed class StopProcessCommand : ProcessCommand
{
    [Parameter(Mandatory = true, ParameterSetName = "Name", ValueFromPipelineByPropertyName = true)]
    [Alias("ProcessName")]
    public override string[]? Name { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "Id", ValueFromPipelineByPropertyName = true)]
    [Alias("PID")]
    public override int[]? Id { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "InputObject", ValueFromPipeline = true)]
    public override Process[]? InputObject { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var process in Find())
        {
            if (process.HasExited || !ShouldProcess($"{process.ProcessName} ({process.Id})"))
            {
                continue;
            }

            try
            {
                process.Kill();
            }
            catch (Exception problem) when (IsProcessProblem(problem))
            {
                WriteError(new ErrorRecord(problem, "CouldNotStopProcess", ErrorCategory.CloseError, process));
                continue;
            }

            if (PassThru)
            {
                WriteObject(process);
            }
        }
    }
}
