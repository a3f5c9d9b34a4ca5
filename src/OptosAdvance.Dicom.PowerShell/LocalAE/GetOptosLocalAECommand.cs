using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the local AE: title, address, port and limits of the storage service.</summary>
/// <remarks>The local AE is the DICOM storage service that cameras and other servers send studies to.</remarks>
/// <example>
/// <code>Get-OptosLocalAE</code>
/// <para>Shows the local AE: title, address, port and limits of the storage service.</para>
/// </example>
/// <example>
/// <code>(Get-OptosLocalAE).Port</code>
/// <para>Gets the TCP port that the storage service listens at.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosLocalAE")]
[OutputType(typeof(LocalAESettings))]
public sealed class GetOptosLocalAECommand : GetSettingsCommand<LocalAESettings>
{
    private protected override LocalAESettings Section(ApplianceConfiguration configuration) => configuration.LocalAE;
}
