using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Turns a PowerShell path into the path that programs understand.</summary>
[Cmdlet(VerbsData.Convert, "Path", DefaultParameterSetName = "Path")]
internal sealed class ConvertPathCommand : PathCommand
{
    protected override void ProcessRecord()
    {
        foreach (var path in Paths)
        {
            WriteObject(Resolve(path, out _), enumerateCollection: true);
        }
    }
}
