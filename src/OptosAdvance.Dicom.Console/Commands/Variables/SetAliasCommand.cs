using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Gives a command another name.</summary>
[Cmdlet(VerbsCommon.Set, "Alias", SupportsShouldProcess = true)]
internal class SetAliasCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Value { get; set; } = "";

    [Parameter]
    public string? Scope { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        if (ShouldProcess($"Name: {Name} Value: {Value}", MyInvocation.MyCommand.Name))
        {
            var alias = EngineInternals.SetAlias(SessionState, Name, Value, Scope, Force);
            if (PassThru)
            {
                WriteObject(alias);
            }
        }
    }
}
