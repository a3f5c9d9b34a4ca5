using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Gets the mail server that notifications go through.</summary>
/// <remarks>The password of the credential is never shown.</remarks>
/// <example>
/// <code>Get-OptosNotification</code>
/// <para>Shows the mail server that notifications go through.</para>
/// </example>
/// <example>
/// <code>(Get-OptosNotification).Server</code>
/// <para>Gets the mail server.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OptosNotification")]
[OutputType(typeof(NotificationSettings))]
public sealed class GetOptosNotificationCommand : GetSettingsCommand<NotificationSettings>
{
    private protected override NotificationSettings Section(ApplianceConfiguration configuration) => configuration.Notification;
}
