using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Changes the mail server that notifications go through.</summary>
/// <remarks>
/// Only the properties that are given change, all of them or, when one is refused, none. A change takes effect at once; the host
/// need not be restarted. The password is stored encrypted and never shown, exported or logged.
/// </remarks>
/// <example>
/// <code>Set-OptosNotification -Server mail.clinic.example -Port 587 -Security StartTls -From optos@clinic.example</code>
/// <para>Sends notifications through a mail server that asks for STARTTLS.</para>
/// </example>
/// <example>
/// <code>Set-OptosNotification -Credential (Get-Credential optos)</code>
/// <para>Sets the user name and the password for the mail server.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OptosNotification", SupportsShouldProcess = true)]
[OutputType(typeof(NotificationSettings))]
public sealed class SetOptosNotificationCommand : SetSettingsCommand<NotificationSettings>
{
    /// <summary>See <see cref="NotificationSettings.Server"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Server { get; set; }

    /// <summary>See <see cref="NotificationSettings.Port"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Port { get; set; }

    /// <summary>See <see cref="NotificationSettings.Security"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SmtpSecurity? Security { get; set; }

    /// <summary>See <see cref="NotificationSettings.TlsTrustedCertificatesPath"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? TlsTrustedCertificatesPath { get; set; }

    /// <summary>See <see cref="NotificationSettings.From"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? From { get; set; }

    /// <summary>See <see cref="NotificationSettings.CredentialUserName"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? CredentialUserName { get; set; }

    /// <summary>See <see cref="NotificationSettings.CredentialPassword"/>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ContractValue(typeof(Secret))]
    public Secret? CredentialPassword { get; set; }

    /// <summary>User name and password for the SMTP server; sets CredentialUserName and CredentialPassword.</summary>
    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    private protected override string SectionName => "Notification";

    private protected override NotificationSettings Section(ApplianceConfiguration configuration) => configuration.Notification;

    private protected override ConfigurationChange Change(Partial<NotificationSettings> given) => new() { Notification = given };

    private protected override Partial<NotificationSettings> Given()
    {
        var given = base.Given();
        return Credential is null
            ? given
            : given.With(settings => settings.CredentialUserName, Credential.UserName)
                .With(settings => settings.CredentialPassword, Secret.FromSecureString(Credential.Password));
    }
}
