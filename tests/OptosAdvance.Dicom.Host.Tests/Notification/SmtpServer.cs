using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A mail server that takes, offers and refuses what a test says, and keeps every word it heard.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly ConcurrentBag<Task> _sessions = [];

    public SmtpServer(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Offers STARTTLS with it; null for no TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>User name and password that it accepts; null when it asks for none.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>Offers AUTH also without TLS.</summary>
    public bool OffersAuthenticationInClear { get; init; }

    /// <summary>Its answer to a message, by the message's text; null accepts.</summary>
    public Func<string, string?> Verdict { get; set; } = _ => null;

    /// <summary>Messages that it took.</summary>
    public ConcurrentQueue<string> Messages { get; } = new();

    /// <summary>Every line a client said.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            Stream stream = client.GetStream();
            try
            {
                await SayAsync(stream, "220 test ESMTP");
                while (await ReadLineAsync(stream) is { } line && !line.StartsWith("QUIT", StringComparison.Ordinal))
                {
                    if (line == "STARTTLS" && Certificate is not null)
                    {
                        await SayAsync(stream, "220 go ahead");
                        var secure = new SslStream(stream);
                        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
                        stream = secure;
                        continue;
                    }

                    await AnswerAsync(stream, line);
                }

                await SayAsync(stream, "221 bye");
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException or OperationCanceledException)
            {
                // The client went away, or did not like the certificate.
            }
            finally
            {
                await stream.DisposeAsync();
            }
        }
    }

    private async Task AnswerAsync(Stream stream, string line)
    {
        var isSecure = stream is SslStream;
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "EHLO":
                List<string> offers = ["test", "8BITMIME"];
                if (Certificate is not null && !isSecure)
                {
                    offers.Add("STARTTLS");
                }

                if (Account is not null && (isSecure || OffersAuthenticationInClear))
                {
                    offers.Add("AUTH PLAIN LOGIN");
                }

                await SayAsync(stream, string.Join("\r\n", offers.Select((offer, i) => (i < offers.Count - 1 ? "250-" : "250 ") + offer)));
                break;
            case "AUTH":
                var parts = line.Split(' ');
                var plain = Encoding.UTF8.GetString(Convert.FromBase64String(parts.Length > 2 ? parts[2] : await AskAsync(stream)));
                var isRight = plain == $"\0{Account?.User}\0{Account?.Password}";
                await SayAsync(stream, isRight ? "235 welcome" : $"535 5.7.8 not you: {plain.Split('\0')[^1]} ({Convert.ToBase64String(Encoding.UTF8.GetBytes(plain))})");
                break;
            case "DATA":
                await SayAsync(stream, "354 go on");
                await TakeMessageAsync(stream);
                break;
            case "MAIL" or "RCPT" or "RSET" or "NOOP":
                await SayAsync(stream, "250 ok");
                break;
            default:
                await SayAsync(stream, "502 what?");
                break;
        }
    }

    private async Task<string> AskAsync(Stream stream)
    {
        await SayAsync(stream, "334 ");
        return await ReadLineAsync(stream) ?? "";
    }

    private async Task TakeMessageAsync(Stream stream)
    {
        var message = new StringBuilder();
        while (await ReadLineAsync(stream) is { } line && line != ".")
        {
            message.Append(line).Append("\r\n");
        }

        var verdict = Verdict(message.ToString());
        if (verdict is null)
        {
            Messages.Enqueue(message.ToString());
        }

        await SayAsync(stream, verdict ?? "250 taken");
    }

    private async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n')
            {
                var text = Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                Heard.Enqueue(text);
                return text;
            }

            line.Add(one[0]);
        }

        return null;
    }

    private async Task SayAsync(Stream stream, string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), _stop.Token);
}
