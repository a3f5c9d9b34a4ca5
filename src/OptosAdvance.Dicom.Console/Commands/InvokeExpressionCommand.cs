using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace OptosAdvance.Dicom.Console;

/// <summary>Runs text as commands, in the scope of the caller.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
internal sealed class InvokeExpressionCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string Command { get; set; } = "";

    // Output and errors go to the pipeline of this command as they come; the call returns nothing.
    protected override void ProcessRecord() => InvokeCommand.InvokeScript(
        Command, useNewScope: false, PipelineResultTypes.Output | PipelineResultTypes.Error, input: null);
}
