using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the syslog receiver that audit messages go to.</summary>
/// <remarks>Audit messages are those of DICOM PS3.15 A.5. The password of the certificate is never shown.</remarks>
/// <example>
/// <code>Get-OptosAudit</code>
/// <para>Shows the receiver of audit messages.</para>
/// </example>
/// <example>
/// <code>(Get-OptosAudit).Server</code>
/// <para>Gets the receiver's name.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosAudit")]
[OutputType(typeof(AuditSettings))]
public sealed class GetOptosAuditCommand : GetSettingsCommand<AuditSettings>
{
    private protected override AuditSettings Section(ApplianceConfiguration configuration) => configuration.Audit;
}
