using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>Lists the calls that led here.</summary>
[Cmdlet(VerbsCommon.Get, "PSCallStack")]
internal sealed class GetPSCallStackCommand : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject(Runspace().Debugger.GetCallStack(), enumerateCollection: true);

    private static System.Management.Automation.Runspaces.Runspace Runspace() => System.Management.Automation.Runspaces.Runspace.DefaultRunspace;
}
