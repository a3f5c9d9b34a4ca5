using System.Globalization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>The receiver of audit messages.</summary>
internal static class AuditRules
{
    private const string Target = nameof(ApplianceConfiguration.Audit);

    /// <summary>What a receiver of RFC 3881 style messages can be expected to keep.</summary>
    private const int MaximumNameLength = 255;

    public static IEnumerable<ConfigurationError> Check(AuditSettings audit)
    {
        if (audit.Server is { Length: > 0 } server && !TextRules.IsHost(server))
        {
            yield return new(Target, nameof(audit.Server), server, $"'{server}' is not a host name or an IP address.", "Give the name of the syslog receiver, without a port.");
        }

        (string Name, string? Value)[] paths =
        [
            (nameof(audit.TlsCertificatePath), audit.TlsCertificatePath),
            (nameof(audit.TlsCertificateKeyPath), audit.TlsCertificateKeyPath),
            (nameof(audit.TlsTrustedCertificatesPath), audit.TlsTrustedCertificatesPath),
        ];
        foreach (var (name, value) in paths)
        {
            if (!string.IsNullOrWhiteSpace(value) && audit.Transport == AuditTransport.Udp)
            {
                yield return new(Target, name, value, $"{name} is '{value}', but Transport is Udp, which has no TLS.", $"Set Transport to Tls, or leave {name} empty.");
            }
        }

        if (string.IsNullOrWhiteSpace(audit.TlsCertificatePath) && !string.IsNullOrWhiteSpace(audit.TlsCertificateKeyPath))
        {
            yield return new(Target, nameof(audit.TlsCertificateKeyPath), audit.TlsCertificateKeyPath, "There is a key and no certificate.", "Give TlsCertificatePath.");
        }

        (string Name, string? Value)[] names = [(nameof(audit.SourceId), audit.SourceId), (nameof(audit.EnterpriseSiteId), audit.EnterpriseSiteId)];
        foreach (var (name, value) in names)
        {
            if (value is not null && (value.Length > MaximumNameLength || value.Any(char.IsControl)))
            {
                yield return new(Target, name, value, string.Format(
                    CultureInfo.InvariantCulture, "{0} is longer than {1} characters, or holds control characters.", name, MaximumNameLength),
                    $"Give 1 to {MaximumNameLength} printable characters.");
            }
        }
    }
}
