using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Says where relative paths begin.</summary>
[Cmdlet(VerbsCommon.Get, "Location")]
internal sealed class GetLocationCommand : PSCmdlet
{
    [Parameter]
    public SwitchParameter Stack { get; set; }

    protected override void ProcessRecord() =>
        WriteObject(Stack ? SessionState.Path.LocationStack("") : SessionState.Path.CurrentLocation);
}
