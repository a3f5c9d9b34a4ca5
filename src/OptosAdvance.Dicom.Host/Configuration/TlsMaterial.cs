using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>Loads what TLS needs from the files that settings name.</summary>
internal static class TlsMaterial
{
    /// <summary>For the local AE's listener; null when TLS is off.</summary>
    /// <exception cref="ControlException">A file cannot be read or is not what it should be.</exception>
    public static TlsServerOptions? ForServer(LocalAESettings local) => !local.Tls ? null : Load("LocalAE", () => new TlsServerOptions
    {
        Certificate = TlsCertificates.Load(local.TlsCertificatePath!, local.TlsCertificatePassword?.Reveal(), local.TlsCertificateKeyPath),
        Intermediates = TlsCertificates.LoadIntermediates(local.TlsCertificatePath!, local.TlsCertificatePassword?.Reveal()),
        ClientCertificate = local.TlsClientCertificate switch
        {
            TlsClientCertificate.Require => ClientCertificateRequirement.Required,
            TlsClientCertificate.Request => ClientCertificateRequirement.Optional,
            _ => ClientCertificateRequirement.None,
        },
        TrustedAuthorities = local.TlsTrustedCertificatesPath is { } path ? TlsCertificates.LoadAuthorities(path) : null,
    });

    /// <summary>For associations with a remote AE; null when TLS is off.</summary>
    /// <exception cref="ControlException">A file cannot be read or is not what it should be.</exception>
    public static TlsClientOptions? ForClient(RemoteAE remote) => !remote.Tls ? null : Load($"RemoteAE/{remote.Name}", () => new TlsClientOptions
    {
        Certificate = remote.TlsCertificatePath is { } certificate
            ? TlsCertificates.Load(certificate, remote.TlsCertificatePassword?.Reveal(), remote.TlsCertificateKeyPath)
            : null,
        Intermediates = remote.TlsCertificatePath is { } file ? TlsCertificates.LoadIntermediates(file, remote.TlsCertificatePassword?.Reveal()) : null,
        VerifyName = remote.TlsCheckHostName,
        TrustedAuthorities = remote.TlsTrustedCertificatesPath is { } path ? TlsCertificates.LoadAuthorities(path) : null,
    });

    /// <summary>For the mail server; null trusts what the machine trusts. The caller disposes them.</summary>
    /// <exception cref="ControlException">The file cannot be read or is not what it should be.</exception>
    public static X509Certificate2Collection? AuthoritiesForMail(NotificationSettings mail) =>
        mail.TlsTrustedCertificatesPath is { } path ? Load("Notification", () => TlsCertificates.LoadAuthorities(path)) : null;

    /// <summary>For the receiver of audit messages; null when it is not spoken to over TLS.</summary>
    /// <exception cref="ControlException">A file cannot be read or is not what it should be.</exception>
    public static TlsClientOptions? ForAudit(AuditSettings audit) => audit.Transport != AuditTransport.Tls ? null : Load("Audit", () => new TlsClientOptions
    {
        Certificate = audit.TlsCertificatePath is { } certificate
            ? TlsCertificates.Load(certificate, audit.TlsCertificatePassword?.Reveal(), audit.TlsCertificateKeyPath)
            : null,
        TrustedAuthorities = audit.TlsTrustedCertificatesPath is { } path ? TlsCertificates.LoadAuthorities(path) : null,
    });

    private static T Load<T>(string target, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ControlException(
                new ControlError
                {
                    Id = ErrorIds.PathUnavailable,
                    Category = ControlErrorCategory.ResourceUnavailable,
                    Message = e.Message,
                    RecommendedAction = "See to it that the host's account can read the file and that it holds what it should (PFX or PEM, right password).",
                    Target = target,
                },
                e);
        }
    }
}
