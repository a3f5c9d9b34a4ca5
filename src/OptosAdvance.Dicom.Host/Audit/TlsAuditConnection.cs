using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Messages one after another on a TLS connection, each after its length (RFC 5425). The receiver says nothing back; so a message counts
/// as delivered once the connection has outlived it by <see cref="Proving"/>, within which the death of the receiver's machine shows.
/// </summary>
internal sealed class TlsAuditConnection : AuditTransportConnection
{
    private const int TcpUserTimeoutOption = 18;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(30);

    /// <summary>How long the machine of the receiver may leave data without a word before the connection ends.</summary>
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;
    private readonly SslStream _stream;
    private readonly string _receiver;
    private volatile bool _hasEndedCleanly;

    private TlsAuditConnection(Socket socket, SslStream stream, string receiver)
    {
        _socket = socket;
        _stream = stream;
        _receiver = receiver;
        Broken = ReadToEndAsync();
    }

    public override TimeSpan Proving { get; } = SilenceLimit + TimeSpan.FromSeconds(10);

    public override Task Broken { get; }

    public override bool HasEndedCleanly => _hasEndedCleanly;

    public override string? Protocol => _stream.SslProtocol.ToString();

    public static async Task<TlsAuditConnection> ConnectAsync(AuditSettings settings, CancellationToken cancellationToken)
    {
        var receiver = $"{settings.Server}:{PortOf(settings)}";
        var options = Options(settings);
        string? certificateProblem = null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectLimit);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SslStream? stream = null;
        try
        {
            await socket.ConnectAsync(settings.Server!, PortOf(settings), limit.Token);
            EndOnSilence(socket);
            stream = new SslStream(new NetworkStream(socket, ownsSocket: false));
            await stream.AuthenticateAsClientAsync(
                TlsTrust.ClientAuthentication(options, settings.Server!, problem => certificateProblem = problem), limit.Token);
            return new TlsAuditConnection(socket, stream, receiver);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }

            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw Translate(receiver, e, certificateProblem);
        }
    }

    public override async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (Broken.IsCompleted)
        {
            throw Gone();
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(SendLimit);
        try
        {
            var length = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.Length} "));
            await _stream.WriteAsync((byte[])[.. length, .. message.Span], limit.Token);
        }
        catch (Exception e) when (e is IOException or SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Translate(_receiver, e, null);
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken) => await _stream.FlushAsync(cancellationToken);

    public override async Task<bool> CloseAsync(CancellationToken cancellationToken)
    {
        if (Broken.IsCompleted)
        {
            return false;
        }

        try
        {
            // Everything that was sent comes before the end; a receiver that closes in its turn has read it.
            await _stream.ShutdownAsync().WaitAsync(cancellationToken);
            _socket.Shutdown(SocketShutdown.Send);
            await Broken.WaitAsync(cancellationToken);
            return _hasEndedCleanly;
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _socket.Dispose();
        await Broken;
    }

    private async Task ReadToEndAsync()
    {
        var buffer = new byte[256];
        try
        {
            while (await _stream.ReadAsync(buffer) > 0)
            {
                // RFC 5425 has no answers; what comes is of no use.
            }

            _hasEndedCleanly = true;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Gone, in whatever way.
        }
    }

    private static void EndOnSilence(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        if (OperatingSystem.IsLinux())
        {
            // Windows gives up by itself after about as long.
            socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, TcpUserTimeoutOption, BitConverter.GetBytes((int)SilenceLimit.TotalMilliseconds));
        }
    }

    private static TlsClientOptions Options(AuditSettings settings)
    {
        try
        {
            return TlsMaterial.ForAudit(settings)!;
        }
        catch (ControlException e)
        {
            throw new AuditDeliveryException(e.Error.Message, e.Error.RecommendedAction ?? "", e);
        }
    }

    private AuditDeliveryException Gone() => new($"The audit receiver {_receiver} has closed the connection.", "See the receiver's log; it may want a client certificate.");

    private static AuditDeliveryException Translate(string receiver, Exception exception, string? certificateProblem) => exception switch
    {
        _ when certificateProblem is not null => new(
            $"The audit receiver {receiver} is not trusted: {certificateProblem}.",
            "Give the certificate of the authority with TlsTrustedCertificatesPath; Server must be a name in the certificate.",
            exception),
        AuthenticationException => new($"TLS with the audit receiver {receiver} failed: {exception.Message}", "See whether the receiver speaks TLS at this port, and whether it wants a client certificate.", exception),
        OperationCanceledException => new($"The audit receiver {receiver} did not answer in time.", "See whether it runs and a firewall lets the host through.", exception),
        SocketException => new($"The audit receiver {receiver} cannot be reached: {exception.Message.TrimEnd('.')}.", "Check Server and Port; see whether the receiver runs and a firewall lets the host through.", exception),
        _ => new($"The connection with the audit receiver {receiver} broke: {exception.Message.TrimEnd('.')}.", "See the receiver's log; it may want a client certificate.", exception),
    };
}
