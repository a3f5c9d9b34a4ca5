using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>A connection with the mail server, open, protected and authenticated as the settings want it, or not open at all.</summary>
internal sealed class MailSession : IDisposable
{
    private const int ImplicitTlsPort = 465;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly NotificationSettings _settings;
    private readonly SmtpDialogue _dialogue;
    private readonly SmtpClient _client;
    private readonly X509Certificate2Collection? _authorities;
    private string? _certificateProblem;

    private MailSession(NotificationSettings settings, SmtpDialogue dialogue, X509Certificate2Collection? authorities)
    {
        _settings = settings;
        _dialogue = dialogue;
        _authorities = authorities;
        _client = new SmtpClient(dialogue)
        {
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = (_, certificate, _, errors) =>
                (_certificateProblem = TlsTrust.Problem(certificate, _authorities, errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))) is null,
        };
    }

    /// <summary>TLS version; null for a connection in clear.</summary>
    public string? Protocol => _client.IsSecure ? _client.SslProtocol.ToString() : null;

    public bool IsConnected => _client.IsConnected;

    /// <summary>Connects, protects and authenticates.</summary>
    /// <exception cref="MailException">It failed; says at which step, why and what to do.</exception>
    public static async Task<MailSession> OpenAsync(NotificationSettings settings, SmtpDialogue dialogue, CancellationToken cancellationToken)
    {
        var session = new MailSession(settings, dialogue, LoadAuthorities(settings));
        try
        {
            await session.ConnectAsync(cancellationToken);
            await session.AuthenticateAsync(cancellationToken);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Hands a message over; once it returns, the server has taken it.</summary>
    /// <exception cref="MailException">The server did not take it, or went away.</exception>
    public Task SendAsync(MimeMessage message, CancellationToken cancellationToken) => TryAsync(
        NotificationTestStep.Message,
        token => _client.SendAsync(message, token),
        cancellationToken);

    /// <summary>Says good-bye; a server that does not answer to that is left.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or CommandException)
        {
            // Everything that matters is done.
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        foreach (var authority in _authorities ?? [])
        {
            authority.Dispose();
        }
    }

    private static X509Certificate2Collection? LoadAuthorities(NotificationSettings settings)
    {
        try
        {
            return TlsMaterial.AuthoritiesForMail(settings);
        }
        catch (ControlException e)
        {
            throw new MailException(NotificationTestStep.Settings, e.Error.Message, e.Error.RecommendedAction ?? "");
        }
    }

    private Task ConnectAsync(CancellationToken cancellationToken) => TryAsync(
        NotificationTestStep.Connection,
        token => _client.ConnectAsync(_settings.Server!, _settings.Port, SocketOptions(_settings), token),
        cancellationToken);

    private async Task AuthenticateAsync(CancellationToken cancellationToken)
    {
        if (_settings.CredentialUserName is not { Length: > 0 } user)
        {
            return;
        }

        if (!_client.IsSecure && _settings.Security != SmtpSecurity.None)
        {
            // Somebody between us and the server can make it look as if it offered no TLS.
            throw new MailException(
                NotificationTestStep.Tls,
                $"{Server} offers no TLS, and the password is not sent in clear.",
                "Switch TLS on at the server; or, if the password may travel in clear, set Security to None.");
        }

        await TryAsync(
            NotificationTestStep.Authentication,
            token => _client.AuthenticateAsync(Encoding.UTF8, new NetworkCredential(user, _settings.CredentialPassword?.Reveal() ?? ""), token),
            cancellationToken);
    }

    private static SecureSocketOptions SocketOptions(NotificationSettings settings) => settings.Security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => settings.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable,
    };

    private string Server => $"{_settings.Server}:{_settings.Port}";

    private async Task TryAsync(NotificationTestStep step, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await work(limit.Token);
        }
        catch (Exception e) when (Translate(step, e, cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>What an exception of the mail client means; null for what is not the server's doing.</summary>
    private MailException? Translate(NotificationTestStep step, Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        OperationCanceledException or TimeoutException => Error(
            step, $"{Server} did not answer within {Limit.TotalSeconds:0} seconds", "See whether the server runs and a firewall lets the host through; with Tls, whether the port is one for TLS from the first byte (465)."),
        SslHandshakeException when _certificateProblem is { } problem => Error(
            NotificationTestStep.Tls, $"{Server} is not trusted: {problem}", "Give the certificate of the authority with TlsTrustedCertificatesPath, or install it on the host's machine; Server must be a name in the certificate."),
        SslHandshakeException => Error(
            NotificationTestStep.Tls, $"TLS with {Server} failed: {Innermost(exception)}", "Tls speaks TLS from the first byte (port 465); servers at port 25 and 587 want StartTls."),
        NotSupportedException when step == NotificationTestStep.Connection => Error(
            NotificationTestStep.Tls, $"{Server} does not offer STARTTLS, and nothing is sent in clear", "Switch TLS on at the server, or set Security to Auto or None."),
        NotSupportedException => Error(
            step, $"{Server} offers no way to authenticate that the host knows: {exception.Message}", "Remove the credential if the server needs none: Set-OptosNotification -CredentialUserName '' -CredentialPassword ''."),
        AuthenticationException => Error(
            NotificationTestStep.Authentication, $"{Server} does not accept the user name and password: {exception.Message}", "Set them with Set-OptosNotification -Credential."),
        SmtpCommandException e => Error(
            step, $"{Server} answered {(int)e.StatusCode}: {e.Message}", AdviceFor(e), step == NotificationTestStep.Message),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => Error(
            step, $"The name '{_settings.Server}' is not known: {exception.Message}", "Check Server, and the name service of the host's machine."),
        SocketException => Error(step, $"{Server} cannot be reached: {exception.Message}", "Check Server and Port; see whether the server runs and a firewall lets the host through."),
        ProtocolException or IOException or ServiceNotConnectedException => Error(
            step, $"The conversation with {Server} broke off: {Innermost(exception)}", "See whether it is a mail server, and whether Security fits: Tls is for ports with TLS from the first byte (465)."),
        _ => null,
    };

    private MailException Error(NotificationTestStep step, string message, string action, bool concernsMessage = false) =>
        new(step, _dialogue.Clean(message.Trim().TrimEnd('.')) + ".", action) { ConcernsMessage = concernsMessage };

    private static string AdviceFor(SmtpCommandException exception) => exception.ErrorCode switch
    {
        SmtpErrorCode.SenderNotAccepted => "Set From to an address that the server lets this host send as.",
        SmtpErrorCode.RecipientNotAccepted => "Check the NotificationAddress of the repository, and whether the server relays for this host.",
        _ => "Ask whoever looks after the mail server; it may want a credential.",
    };

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception.Message;
    }
}
