using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the syslog receiver that audit messages go to, and what waits for it.</summary>
/// <remarks>
/// Audit messages are those of DICOM PS3.15 A.5. The password of the certificate is never shown. The property Status says how many rows
/// of the activity log wait, since when, why the last attempt failed, and when the next is due.
/// </remarks>
/// <example>
/// <code>Get-OptosAudit</code>
/// <para>Shows the receiver of audit messages.</para>
/// </example>
/// <example>
/// <code>(Get-OptosAudit).Status</code>
/// <para>Shows what waits for the receiver, and why.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosAudit")]
[OutputType(typeof(AuditSettings))]
public sealed class GetOptosAuditCommand : GetSettingsCommand<AuditSettings>
{
    private protected override AuditSettings Section(ApplianceConfiguration configuration) => configuration.Audit;

    private protected override async Task<object?> StatusAsync(IOptosControl control) => await control.GetAuditStatusAsync(StopToken);
}
