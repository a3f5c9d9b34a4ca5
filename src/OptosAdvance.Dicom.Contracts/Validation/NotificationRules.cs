namespace OptosAdvance.Dicom.Contracts;

/// <summary>The mail server.</summary>
internal static class NotificationRules
{
    private const string Target = nameof(ApplianceConfiguration.Notification);

    public static IEnumerable<ConfigurationError> Check(NotificationSettings notification)
    {
        if (notification.Server is { Length: > 0 } server)
        {
            if (!TextRules.IsHost(server))
            {
                yield return new(Target, nameof(notification.Server), server, $"'{server}' is not a host name or an IP address.", "Give the name of the SMTP server, without a port.");
            }

            if (string.IsNullOrEmpty(notification.From))
            {
                yield return new(Target, nameof(notification.From), null, "There is a mail server and no sender address.", "Give From, such as optos@clinic.example.");
            }
        }

        if (notification.From is { Length: > 0 } from && !TextRules.IsMailAddress(from))
        {
            yield return new(Target, nameof(notification.From), from, $"'{from}' is not an e-mail address.", "Give one address, such as optos@clinic.example.");
        }

        if (notification.CredentialPassword is not null && string.IsNullOrEmpty(notification.CredentialUserName))
        {
            yield return new(Target, nameof(notification.CredentialUserName), null, "There is a password and no user name.", "Give CredentialUserName too.");
        }
    }
}
