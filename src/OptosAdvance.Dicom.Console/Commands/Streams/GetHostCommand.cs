using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Gets the host that runs the commands.</summary>
[Cmdlet(VerbsCommon.Get, "Host")]
internal sealed class GetHostCommand : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject(Host);
}
