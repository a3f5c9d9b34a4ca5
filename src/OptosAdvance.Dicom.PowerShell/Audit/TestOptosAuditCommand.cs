using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Sends a test message to the syslog receiver of audit messages.</summary>
/// <remarks>
/// The message says that it is a test; it is no audit message. The result says whether the receiver was reached and how the connection was
/// protected, or why not and what to do. With UDP only a refusal can be known: see whether the message arrived.
/// </remarks>
/// <example>
/// <code>Test-OptosAudit</code>
/// <para>Sends a test message to the receiver that is set.</para>
/// </example>
/// <example>
/// <code>if (-not (Test-OptosAudit).Success) { Get-OptosAudit }</code>
/// <para>Shows the settings when the receiver is not reached.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "OptosAudit")]
[OutputType(typeof(AuditTestResult))]
public sealed class TestOptosAuditCommand : OptosCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        WriteObject(await control.TestAuditAsync(StopToken));
    }
}
