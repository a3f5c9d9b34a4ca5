using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the mail server that notifications go through, and what waits for it.</summary>
/// <remarks>
/// The password of the credential is never shown. The property Status says how many messages wait, since when, why the last attempt
/// failed, and when the next is due.
/// </remarks>
/// <example>
/// <code>Get-OptosNotification</code>
/// <para>Shows the mail server that notifications go through.</para>
/// </example>
/// <example>
/// <code>(Get-OptosNotification).Status</code>
/// <para>Shows what waits for the mail server, and why.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosNotification")]
[OutputType(typeof(NotificationSettings))]
public sealed class GetOptosNotificationCommand : GetSettingsCommand<NotificationSettings>
{
    private protected override NotificationSettings Section(ApplianceConfiguration configuration) => configuration.Notification;

    private protected override async Task<object?> StatusAsync(IOptosControl control) => await control.GetNotificationStatusAsync(StopToken);
}
