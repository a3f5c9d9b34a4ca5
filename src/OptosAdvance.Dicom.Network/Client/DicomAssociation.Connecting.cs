using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OptosAdvance.Dicom.Network;

/// <content>The way to the peer: name, TCP, TLS.</content>
public sealed partial class DicomAssociation
{
    /// <summary>So long is listened for why a server has hung up.</summary>
    private static readonly TimeSpan RefusalTimeout = TimeSpan.FromSeconds(3);

    private static async Task<Socket> ConnectTcpAsync(AssociationOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.ConnectTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var step = NetworkStep.NameResolution;
        Socket? socket = null;
        try
        {
            var addresses = IPAddress.TryParse(options.HostName, out var address)
                ? [address]
                : await Dns.GetHostAddressesAsync(options.HostName, either.Token).ConfigureAwait(false);
            step = NetworkStep.Tcp;
            socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (options.UpperLayer.WaitingThreads is null || !WaitingThreads.AreOfUse)
                await socket.ConnectAsync(addresses, options.Port, either.Token).ConfigureAwait(false);
            else
                await ConnectOnThreadAsync(socket, addresses, options.Port, either.Token).ConfigureAwait(false);
            return socket;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ArgumentException)
        {
            socket?.Dispose();
            if (cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            throw new DicomNetworkException(step, $"Cannot reach {Peer(options)}: {Reason(e, step, options)}.", e);
        }
    }

    /// <summary>
    /// Connects on a thread of its own: a socket that was once waited for without one has the system tell of every piece that comes, whoever waits for it.
    /// </summary>
    private static async Task ConnectOnThreadAsync(Socket socket, IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var connecting = Task.Factory.StartNew(
            () => socket.Connect(addresses, port), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
        try
        {
            await connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That ends it, with an error that is nobody's concern any more.
            _ = connecting.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            socket.Dispose();
            throw;
        }
    }

    private static string Reason(Exception e, NetworkStep step, AssociationOptions options) => e switch
    {
        OperationCanceledException => $"no answer within {options.ConnectTimeout.TotalSeconds:0.#} s (look at address, firewall and cable)",
        SocketException when step == NetworkStep.NameResolution => $"the name {options.HostName} is not known (look at the spelling and at DNS)",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "nothing listens on that port (look at the port, and whether the service runs)",
        SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable } => "there is no route to it (look at address and network)",
        _ => e.Message,
    };

    private static async Task<Transport> OpenAsync(SocketConnection connection, AssociationOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (options.Tls is not { } tls)
            return new Transport(connection);
        using var limit = new CancellationTokenSource(options.UpperLayer.ArtimTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await TlsHandshake.AsClientAsync(connection, tls, options.HostName, either.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            var reason = e is OperationCanceledException
                ? $"the handshake was not finished within {options.UpperLayer.ArtimTimeout.TotalSeconds:0.#} s"
                : TlsHandshake.Reason(e, tls.Certificate is not null);
            throw TlsFailed(options, reason, e);
        }
    }

    /// <summary>
    /// With TLS 1.3 a server refuses our certificate after our handshake is over, and closing with our request unread it resets the connection: its alert is lost.
    /// One who asks for nothing hears it.
    /// </summary>
    private static async Task<string?> TlsRefusalAsync(AssociationOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(RefusalTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // Not on a transport of pipes: those forget what was received when a reset follows it.
            using var socket = await ConnectTcpAsync(options, timeProvider, either.Token).ConfigureAwait(false);
            await using var stream = new SslStream(new NetworkStream(socket));
            await stream.AuthenticateAsClientAsync(TlsTrust.ClientAuthentication(options.Tls!, options.HostName, static _ => { }), either.Token).ConfigureAwait(false);
            return await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, either.Token).ConfigureAwait(false) == 0 ? HungUp() : null;
        }
        catch (Exception e) when (e is not (DicomNetworkException or OperationCanceledException) && TlsHandshake.IsFailure(e))
        {
            return TlsHandshake.Reason(e, options.Tls!.Certificate is not null);
        }
        catch (IOException e) when (e is not DicomNetworkException && e.InnerException is SocketException)
        {
            return HungUp();
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
        {
            // Nothing is known of why, then.
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }

        // Before anything was asked of it. Not all servers send an alert.
        string HungUp() => options.Tls!.Certificate is null
            ? "the peer hung up once TLS was agreed; it seems that the peer demands a certificate of ours"
            : "the peer hung up once TLS was agreed; it seems that the peer does not accept our certificate";
    }

    private static DicomNetworkException TlsFailed(AssociationOptions options, string reason, Exception? innerException) =>
        new(NetworkStep.Tls, $"TLS with {Peer(options)} failed: {reason}. Look at whether that port speaks TLS and whether each side trusts the other's certificate.", innerException);
}
