using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Stops the DICOM host and starts it again.</summary>
/// <remarks>Settings take effect without a restart; this is for an update of the program. A host that does not run is started.</remarks>
/// <example>
/// <code>Restart-OptosDicomHost</code>
/// <para>Restarts the host of this session, or of this machine.</para>
/// </example>
/// <example>
/// <code>Restart-OptosDicomHost -DataPath D:\Optos -PassThru</code>
/// <para>Restarts the host of a data directory and shows its state.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Restart, "OptosDicomHost", SupportsShouldProcess = true)]
[OutputType(typeof(HostStatus))]
public sealed class RestartOptosDicomHostCommand : HostLifecycleCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var path = EffectiveDataPath;
        if (!ShouldProcess(path, "Restart DICOM host"))
        {
            return;
        }

        if (await StatusAsync() is { } running)
        {
            await StopAsync(running.ProcessId);
        }

        var status = await StartAsync();
        SessionDataPath.Remember(path);
        if (PassThru)
        {
            WriteObject(status);
        }
    }
}
