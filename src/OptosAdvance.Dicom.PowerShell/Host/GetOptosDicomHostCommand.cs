using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the state of the DICOM host.</summary>
/// <remarks>
/// The state of a host that does not run is Stopped. Otherwise it tells the listeners, associations now and at most, the free
/// space of the repository and how many studies are held.
/// </remarks>
/// <example>
/// <code>Get-OptosDicomHost</code>
/// <para>Shows the state of the host of this session, or of this machine.</para>
/// </example>
/// <example>
/// <code>(Get-OptosDicomHost -DataPath D:\Optos).Listeners</code>
/// <para>Shows where a host listens, and how many associations are open.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosDicomHost")]
[OutputType(typeof(HostStatus))]
public sealed class GetOptosDicomHostCommand : OptosCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        using var connection = await ControlConnection.TryOpenAsync(EffectiveDataPath, StopToken);
        WriteObject(connection is null
            ? new HostStatus { State = ServiceState.Stopped, DataDirectory = EffectiveDataPath }
            : await connection.Control.GetHostStatusAsync(StopToken));
    }
}
