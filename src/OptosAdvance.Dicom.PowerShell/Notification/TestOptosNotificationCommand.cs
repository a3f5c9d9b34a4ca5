using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Sends an e-mail now, to test the mail server that notifications go through.</summary>
/// <remarks>
/// The message goes past the queue, by the settings in force. The result says whether the server took it and how the connection was
/// protected; or which step failed, what to do, and what server and host said, without the password. A server that takes a message
/// may still fail to deliver it: see whether it arrives.
/// </remarks>
/// <example>
/// <code>Test-OptosNotification</code>
/// <para>Sends a message to the NotificationAddress of the repository.</para>
/// </example>
/// <example>
/// <code>Test-OptosNotification -To me@clinic.example | Select-Object -ExpandProperty Dialogue</code>
/// <para>Sends a message to somebody else, and shows what was said if it fails.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "OptosNotification")]
[OutputType(typeof(NotificationTestResult))]
public sealed class TestOptosNotificationCommand : OptosCmdlet
{
    /// <summary>E-mail address to send to; the default is the NotificationAddress of the repository.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? To { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var control = await ControlAsync();
        WriteObject(await control.TestNotificationAsync(new NotificationTestRequest { To = To }, StopToken));
    }
}
