using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Stops the DICOM host and waits until its process has ended.</summary>
/// <remarks>
/// The host takes no new associations and lets those that are open finish for a while. A host that does not run is left as it
/// is.
/// </remarks>
/// <example>
/// <code>Stop-OptosDicomHost</code>
/// <para>Stops the host of this session, or of this machine.</para>
/// </example>
/// <example>
/// <code>Get-OptosDicomHost -DataPath D:\Optos | Stop-OptosDicomHost -TimeoutSeconds 120</code>
/// <para>Stops the host of a data directory, and allows it two minutes.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "OptosDicomHost", SupportsShouldProcess = true)]
[OutputType(typeof(HostStatus))]
public sealed class StopOptosDicomHostCommand : HostLifecycleCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var path = EffectiveDataPath;
        var status = await StatusAsync();
        if (status is null)
        {
            WriteVerbose($"The host of '{path}' does not run.");
        }
        else if (ShouldProcess(path, $"Stop DICOM host, process {status.ProcessId}"))
        {
            await StopAsync(status.ProcessId);
        }
        else
        {
            return;
        }

        if (PassThru)
        {
            WriteObject(new HostStatus { State = ServiceState.Stopped, DataDirectory = path });
        }
    }
}
