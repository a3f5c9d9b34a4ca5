using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Lists processes.</summary>
[Cmdlet(VerbsCommon.Get, "Process", DefaultParameterSetName = "Name")]
internal sealed class GetProcessCommand : ProcessCommand
{
    protected override void ProcessRecord()
    {
        foreach (var process in Find())
        {
            WriteObject(process);
        }
    }
}
