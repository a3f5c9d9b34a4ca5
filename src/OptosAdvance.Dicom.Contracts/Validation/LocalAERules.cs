using System.Globalization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>The local AE, and what it shares with the streaming service.</summary>
internal static class LocalAERules
{
    private const string Target = nameof(ApplianceConfiguration.LocalAE);

    public static IEnumerable<ConfigurationError> Check(ApplianceConfiguration configuration)
    {
        var local = configuration.LocalAE;
        if (local.HostName is { Length: > 0 } host && !TextRules.IsListenAddress(host))
        {
            yield return new(Target, nameof(local.HostName), host, $"'{host}' is not an IP address that the server can listen at.",
                "Give an IPv4 or IPv6 address of this machine, or * for every address.");
        }

        if (local.Port == configuration.Streaming.Port)
        {
            var port = local.Port.ToString(CultureInfo.InvariantCulture);
            yield return new(Target, nameof(local.Port), port, $"Port {port} is both the port of the local AE and that of the streaming service.",
                "Give one of them another port.");
        }

        if (local.Tls && string.IsNullOrWhiteSpace(local.TlsCertificatePath))
        {
            yield return new(Target, nameof(local.TlsCertificatePath), null, "TLS is on and there is no certificate.", "Give TlsCertificatePath.");
        }

        if (!local.Tls && local.TlsClientCertificate != TlsClientCertificate.None)
        {
            yield return new(Target, nameof(local.TlsClientCertificate), local.TlsClientCertificate.ToString(),
                $"TlsClientCertificate is {local.TlsClientCertificate}, but TLS is off.", "Set Tls, or set TlsClientCertificate to None.");
        }

        if (string.IsNullOrWhiteSpace(local.TlsCertificatePath) && !string.IsNullOrWhiteSpace(local.TlsCertificateKeyPath))
        {
            yield return new(Target, nameof(local.TlsCertificateKeyPath), local.TlsCertificateKeyPath, "There is a key and no certificate.", "Give TlsCertificatePath.");
        }
    }
}
