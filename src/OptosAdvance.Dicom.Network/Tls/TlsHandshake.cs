using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace OptosAdvance.Dicom.Network;

/// <summary>Puts TLS on a connection: TLS 1.2 and 1.3, nothing older (PS3.15 B.12, BCP 195).</summary>
internal static class TlsHandshake
{
    public const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    public static async Task<Transport> AsServerAsync(SocketConnection connection, TlsServerOptions options, CancellationToken cancellationToken)
    {
        var stream = new SslStream(connection.Stream, leaveInnerStreamOpen: false);
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

    public static async Task<Transport> AsClientAsync(SocketConnection connection, TlsClientOptions options, string hostName, CancellationToken cancellationToken)
    {
        var stream = new SslStream(connection.Stream, leaveInnerStreamOpen: false);
        string? problem = null;
        try
        {
            await stream.AuthenticateAsClientAsync(
                TlsTrust.ClientAuthentication(options, hostName, text => problem = text), cancellationToken).ConfigureAwait(false);
            return new Transport(connection, stream, Information(stream));
        }
        catch (AuthenticationException e) when (problem is not null)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw new AuthenticationException(problem, e);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Why a handshake failed, as one clause without a full stop.</summary>
    /// <param name="exception">What the handshake, or the first read after it, ended with.</param>
    /// <param name="showsCertificate">Whether the peer was shown a certificate of ours.</param>
    public static string Reason(Exception exception, bool showsCertificate)
    {
        if (exception is AuthenticationException { InnerException: AuthenticationException })
            return exception.Message;
        var text = Innermost(exception).Message.TrimEnd('.');

        // OpenSSL: "error:0A000418:SSL routines::tlsv1 alert unknown ca".
        var alert = text.IndexOf(" alert ", StringComparison.Ordinal) is var at and >= 0 ? text[(at + 7)..] : null;
        return alert switch
        {
            null => text,
            _ when !alert.Contains("certificate", StringComparison.Ordinal) && alert != "unknown ca" => $"the peer ended it with the alert '{alert}'",
            _ when showsCertificate => $"the peer does not accept our certificate (alert '{alert}')",
            _ => $"the peer demands a certificate of ours (alert '{alert}')",
        };
    }

    /// <summary>With TLS 1.3 a server looks at our certificate only when our handshake is over: what it says then comes with the first read.</summary>
    public static bool IsFailure(Exception exception) =>
        exception.InnerException is not null && Innermost(exception) is not System.Net.Sockets.SocketException;

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    private static TlsConnectionInformation Information(SslStream stream) =>
        new(stream.SslProtocol, stream.NegotiatedCipherSuite, stream.RemoteCertificate is { } peer ? peer as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(peer.Export(X509ContentType.Cert)) : null);
}
