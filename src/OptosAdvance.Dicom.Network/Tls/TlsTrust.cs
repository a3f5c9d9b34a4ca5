using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OptosAdvance.Dicom.Network;

/// <summary>Whether a peer's certificate is trusted, and if not, why. Revocation is not checked: an appliance has no way out to ask.</summary>
public static class TlsTrust
{
    /// <summary>What is wrong with a certificate that a peer has shown.</summary>
    /// <param name="certificate">The certificate; null when the peer showed none.</param>
    /// <param name="authorities">Authorities (or single peers) that are trusted; null for what the machine trusts.</param>
    /// <param name="isNameWrong">Whether the name in the certificate is not the one expected, and matters.</param>
    /// <returns>Null for a certificate that is trusted, else one clause for people, beginning in lower case, without a full stop.</returns>
    public static string? Problem(X509Certificate? certificate, X509Certificate2Collection? authorities, bool isNameWrong = false)
    {
        if (certificate is null)
        {
            return "it shows no certificate";
        }

        using var peer = X509CertificateLoader.LoadCertificate(certificate.Export(X509ContentType.Cert));
        if (DateTime.Now is var now && (now < peer.NotBefore || now > peer.NotAfter))
        {
            return $"its certificate ({peer.Subject}) is valid from {peer.NotBefore:yyyy-MM-dd} to {peer.NotAfter:yyyy-MM-dd} only";
        }

        if (isNameWrong)
        {
            return $"its certificate is for another name ({Names(peer)})";
        }

        // A peer's own certificate may stand in the bundle: then it, and only it, is trusted, whoever signed it.
        if (authorities is not null && authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(peer.RawDataMemory.Span)))
        {
            return null;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (authorities is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.ExtraStore.AddRange(authorities);
        }

        if (chain.Build(peer))
        {
            return null;
        }

        var reasons = string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')).Where(text => text.Length > 0).Distinct());
        return $"its certificate ({peer.Subject}, issued by {peer.Issuer}) is not trusted: {reasons}";
    }

    /// <summary>Options of a TLS client (TLS 1.2 and 1.3, nothing older) that checks the peer as <see cref="Problem"/> does.</summary>
    /// <param name="options">Certificates.</param>
    /// <param name="hostName">Name expected in the peer's certificate when the options name none.</param>
    /// <param name="onProblem">Is told why the peer's certificate was refused.</param>
    public static SslClientAuthenticationOptions ClientAuthentication(TlsClientOptions options, string hostName, Action<string> onProblem) => new()
    {
        TargetHost = options.TargetHost ?? hostName,
        EnabledSslProtocols = TlsHandshake.Protocols,
        ClientCertificateContext = options.Certificate is null ? null : SslStreamCertificateContext.Create(options.Certificate, options.Intermediates, offline: true),
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        EncryptionPolicy = EncryptionPolicy.RequireEncryption,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            var problem = Problem(certificate, options.TrustedAuthorities, options.VerifyName && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch));
            if (problem is not null)
            {
                onProblem(problem);
            }

            return problem is null;
        },
    };

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .ToList();
        return names.Count > 0 ? string.Join(", ", names) : certificate.Subject;
    }
}
