using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace OptosAdvance.Dicom.Network;

/// <summary>Puts TLS on a connection: TLS 1.2 and 1.3, nothing older (PS3.15 B.12, BCP 195).</summary>
internal static class TlsHandshake
{
    private const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    public static async Task<Transport> AsServerAsync(ConnectionContext connection, TlsServerOptions options, CancellationToken cancellationToken)
    {
        var stream = new SslStream(new DuplexPipeStream(connection.Transport), leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    EnabledSslProtocols = Protocols,
                    ServerCertificateContext = SslStreamCertificateContext.Create(options.Certificate, options.Intermediates, offline: true),
                    ClientCertificateRequired = options.ClientCertificate != ClientCertificateRequirement.None,
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    EncryptionPolicy = EncryptionPolicy.RequireEncryption,
                    RemoteCertificateValidationCallback = (_, certificate, _, _) => options.ClientCertificate switch
                    {
                        ClientCertificateRequirement.None => true,
                        ClientCertificateRequirement.Optional when certificate is null => true,
                        _ => certificate is not null && IsTrusted(certificate, options.TrustedAuthorities),
                    },
                },
                cancellationToken).ConfigureAwait(false);
            return new Transport(connection, stream, Information(stream));
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public static async Task<Transport> AsClientAsync(ConnectionContext connection, TlsClientOptions options, string hostName, CancellationToken cancellationToken)
    {
        var stream = new SslStream(new DuplexPipeStream(connection.Transport), leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = options.TargetHost ?? hostName,
                    EnabledSslProtocols = Protocols,
                    ClientCertificateContext = options.Certificate is null ? null : SslStreamCertificateContext.Create(options.Certificate, options.Intermediates, offline: true),
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    EncryptionPolicy = EncryptionPolicy.RequireEncryption,
                    RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                        certificate is not null
                        && (!options.VerifyName || !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
                        && IsTrusted(certificate, options.TrustedAuthorities),
                },
                cancellationToken).ConfigureAwait(false);
            return new Transport(connection, stream, Information(stream));
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static TlsConnectionInformation Information(SslStream stream) =>
        new(stream.SslProtocol, stream.NegotiatedCipherSuite, stream.RemoteCertificate is { } peer ? peer as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(peer.Export(X509ContentType.Cert)) : null);

    private static bool IsTrusted(X509Certificate certificate, X509Certificate2Collection? authorities)
    {
        using var peer = X509CertificateLoader.LoadCertificate(certificate.Export(X509ContentType.Cert));
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (authorities is null)
            return chain.Build(peer);

        // A peer's own certificate may stand in the bundle: then it, and only it, is trusted, whoever signed it.
        foreach (var authority in authorities)
        {
            if (authority.RawDataMemory.Span.SequenceEqual(peer.RawDataMemory.Span))
                return DateTime.Now is var now && now >= peer.NotBefore && now <= peer.NotAfter;
        }

        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var authority in authorities)
        {
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.ExtraStore.Add(authority);
        }

        return chain.Build(peer);
    }
}
