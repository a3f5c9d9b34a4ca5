using System.Net;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Settings that are valid, and probably not what is wanted.</summary>
internal static class ConfigurationWarnings
{
    public static IEnumerable<string> Of(ApplianceConfiguration configuration)
    {
        var local = configuration.LocalAE;
        var isLocalOnly = IPAddress.TryParse(local.HostName, out var address) && IPAddress.IsLoopback(address);
        if (isLocalOnly && configuration.RemoteAEs.Any(remote => !IsThisMachine(remote.HostName)))
        {
            yield return $"The local AE listens at {local.HostName}: only programs of this machine reach it. Set-OptosLocalAE -HostName * lets others in.";
        }

        if (!isLocalOnly && local.CallerPolicy == CallerPolicy.Any)
        {
            yield return "The local AE serves anybody in the network who knows its title (CallerPolicy Any).";
        }

        if (configuration.Repository.NotificationAddress is not null && configuration.Notification.Server is null)
        {
            yield return "There is a NotificationAddress, but no mail server: nothing will be sent.";
        }

        if (configuration.Notification is { CredentialPassword: not null, Security: SmtpSecurity.None })
        {
            yield return "The password of the mail server travels in clear (Security None).";
        }

        if (configuration.Audit is { Enabled: true, Server: not null, Transport: AuditTransport.Udp } && !IsThisMachine(configuration.Audit.Server))
        {
            yield return "Audit messages travel in clear, and a lost one is not noticed (Transport Udp).";
        }
    }

    private static bool IsThisMachine(string? host) =>
        host is null || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) ||
        (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
