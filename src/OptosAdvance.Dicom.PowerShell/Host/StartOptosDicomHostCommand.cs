using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Starts the DICOM host and waits until it answers.</summary>
/// <remarks>
/// The host runs in the background and goes on when the console is closed. Where a service is registered for the data directory, the
/// service is started. Later commands of the session talk to the host that was started last. A host that runs already is left as it is.
/// </remarks>
/// <example>
/// <code>Start-OptosDicomHost</code>
/// <para>Starts the host of this machine.</para>
/// </example>
/// <example>
/// <code>Start-OptosDicomHost -DataPath D:\Optos -TimeoutSeconds 120 -PassThru</code>
/// <para>Starts a host that keeps its state in a folder of its own, and shows its state.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "OptosDicomHost", SupportsShouldProcess = true)]
[OutputType(typeof(HostStatus))]
public sealed class StartOptosDicomHostCommand : HostLifecycleCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var path = EffectiveDataPath;
        var status = await StatusAsync();
        if (status is not null)
        {
            WriteVerbose($"The host of '{path}' runs already, as process {status.ProcessId}.");
        }
        else if (ShouldProcess(path, "Start DICOM host"))
        {
            status = await StartAsync();
        }
        else
        {
            return;
        }

        SessionDataPath.Remember(path);
        if (PassThru)
        {
            WriteObject(status);
        }
    }
}
