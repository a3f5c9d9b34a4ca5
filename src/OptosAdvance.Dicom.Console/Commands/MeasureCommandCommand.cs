using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Measures how long commands take.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Command")]
internal sealed class MeasureCommandCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Expression { get; set; } = ScriptBlock.Create("");

    protected override void EndProcessing()
    {
        var start = TimeProvider.System.GetTimestamp();
        InvokeCommand.InvokeScript(useLocalScope: false, Expression, input: null);
        WriteObject(TimeProvider.System.GetElapsedTime(start));
    }
}
