using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Gives a place of a provider the name of a drive.</summary>
[Cmdlet(VerbsCommon.New, "PSDrive", SupportsShouldProcess = true)]
internal sealed class NewPSDriveCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string PSProvider { get; set; } = "";

    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Root { get; set; } = "";

    [Parameter]
    public string Description { get; set; } = "";

    [Parameter]
    public string Scope { get; set; } = "local";

    protected override void ProcessRecord()
    {
        if (ShouldProcess($"Name: {Name} Provider: {PSProvider} Root: {Root}", "New Drive"))
        {
            var drive = new PSDriveInfo(Name, SessionState.Provider.GetOne(PSProvider), Root, Description, credential: null);
            WriteObject(SessionState.Drive.New(drive, Scope));
        }
    }
}
