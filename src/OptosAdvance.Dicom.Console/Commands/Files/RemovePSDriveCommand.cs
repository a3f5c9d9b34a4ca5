using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Forgets a drive; what it shows stays.</summary>
[Cmdlet(VerbsCommon.Remove, "PSDrive", SupportsShouldProcess = true)]
internal sealed class RemovePSDriveCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public string Scope { get; set; } = "";

    protected override void ProcessRecord()
    {
        foreach (var name in Name.Where(name => ShouldProcess(name, "Remove Drive")))
        {
            SessionState.Drive.Remove(name, Force, Scope);
        }
    }
}
