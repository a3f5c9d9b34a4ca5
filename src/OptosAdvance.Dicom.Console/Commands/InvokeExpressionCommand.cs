using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Runs text as commands, in the scope of the caller.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
internal sealed class InvokeExpressionCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string Command { get; set; } = "";

    protected override void ProcessRecord() => InvokeCommand.InvokeScript(
        useLocalScope: false, InvokeCommand.NewScriptBlock(Command), input: null).ToList().ForEach(WriteObject);
}
