using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A receiver of syslog over UDP and over TLS at the same port number, as strict as the RFCs.</summary>
internal sealed partial class SyslogReceiver : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly UdpClient _udp;
    private readonly TcpListener _tcp;
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = [];
    private readonly List<Task> _tasks = [];
    private readonly X509Certificate2? _certificate;
    private readonly bool _wantsClientCertificate;

    public SyslogReceiver(X509Certificate2? certificate = null, bool wantsClientCertificate = false, int port = 0)
    {
        _certificate = certificate;
        _wantsClientCertificate = wantsClientCertificate;
        (_tcp, _udp) = Bind(port);
        Port = ((IPEndPoint)_tcp.LocalEndpoint).Port;
        _tasks.Add(ReceiveDatagramsAsync());
        _tasks.Add(AcceptAsync());
    }

    public int Port { get; }

    /// <summary>Every message, whole, in the order of arrival.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>What was not as the RFCs want it.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>Client certificates that were shown.</summary>
    public ConcurrentQueue<string> ClientCertificates { get; } = new();

    public int Connections { get; private set; }

    /// <summary>The audit messages, each checked against header and schema.</summary>
    public IReadOnlyList<XElement> Messages() => [.. Received.Where(each => !each.Contains(" TEST - ", StringComparison.Ordinal)).Select(Check)];

    /// <summary>Cuts every connection, as a crash does.</summary>
    public void Cut()
    {
        foreach (var client in _clients.Keys)
        {
            client.Client.LingerState = new LingerOption(true, 0);
            client.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _udp.Dispose();
        _tcp.Stop();
        foreach (var client in _clients.Keys)
        {
            client.Dispose();
        }

        await Task.WhenAll(_tasks.ToArray());
        _stop.Dispose();
    }

    private static (TcpListener Tcp, UdpClient Udp) Bind(int port)
    {
        while (true)
        {
            var tcp = new TcpListener(IPAddress.Loopback, port);
            tcp.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            tcp.Start();
            try
            {
                return (tcp, new UdpClient(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)tcp.LocalEndpoint).Port)));
            }
            catch (SocketException) when (port == 0)
            {
                tcp.Stop();
            }
        }
    }

    /// <summary>RFC 5424 header with the values of PS3.15 A.6, byte order mark, XML.</summary>
    private static XElement Check(string message)
    {
        var header = Header().Match(message);
        Assert.True(header.Success, message[..Math.Min(200, message.Length)]);
        Assert.Equal(10, int.Parse(header.Groups["pri"].Value, System.Globalization.CultureInfo.InvariantCulture) / 8);
        Assert.Equal('\uFEFF', message[header.Length]);
        return AuditSchema.Validate(message[(header.Length + 1)..]);
    }

    private async Task ReceiveDatagramsAsync()
    {
        try
        {
            while (true)
            {
                Received.Enqueue(Encoding.UTF8.GetString((await _udp.ReceiveAsync(_stop.Token)).Buffer));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _tcp.AcceptTcpClientAsync(_stop.Token);
                _clients[client] = true;
                Connections++;
                _tasks.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await using var stream = new SslStream(client.GetStream(), false, (_, certificate, _, _) =>
            {
                if (certificate is not null)
                {
                    ClientCertificates.Enqueue(certificate.Subject);
                }

                return certificate is not null || !_wantsClientCertificate;
            });
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = _certificate, ClientCertificateRequired = _wantsClientCertificate }, _stop.Token);
            while (await ReadFrameAsync(stream) is { } message)
            {
                Received.Enqueue(message);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or the test cut the line.
        }
        finally
        {
            _clients.TryRemove(client, out _);
            client.Dispose();
        }
    }

    /// <summary>MSG-LEN SP SYSLOG-MSG (RFC 5425 4.3).</summary>
    private async Task<string?> ReadFrameAsync(SslStream stream)
    {
        var length = 0;
        var one = new byte[1];
        while (true)
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            if (one[0] == ' ')
            {
                break;
            }

            if (one[0] is < (byte)'0' or > (byte)'9' || (length == 0 && one[0] == '0'))
            {
                Violations.Enqueue($"Byte {one[0]} in a length.");
                return null;
            }

            length = (length * 10) + one[0] - '0';
        }

        var message = new byte[length];
        await stream.ReadExactlyAsync(message, _stop.Token);
        return Encoding.UTF8.GetString(message);
    }

    [GeneratedRegex(@"^<(?<pri>[0-9]{1,3})>1 [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z [!-~]{1,255} optosd [0-9]+ DICOM\+RFC3881 - ")]
    private static partial Regex Header();
}
