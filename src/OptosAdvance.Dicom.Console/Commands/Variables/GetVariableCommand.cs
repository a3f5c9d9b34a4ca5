using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Gets variables.</summary>
[Cmdlet(VerbsCommon.Get, "Variable")]
internal sealed class GetVariableCommand : VariableCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Name { get; set; } = ["*"];

    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var variable in Find(errorWhenMissing: true))
        {
            WriteObject(ValueOnly ? variable.Value : variable);
        }
    }
}
