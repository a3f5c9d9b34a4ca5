using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace OptosAdvance.Dicom.Network;

/// <summary>Puts TLS on a connection: TLS 1.2 and 1.3, nothing older (PS3.15 B.12, BCP 195).</summary>
internal static class TlsHandshake
{
    public const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

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
                        _ => TlsTrust.Problem(certificate, options.TrustedAuthorities) is null,
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
                TlsTrust.ClientAuthentication(options, hostName, static _ => { }), cancellationToken).ConfigureAwait(false);
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
}
