using System.Net.Sockets;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// One datagram a message (RFC 5426). Whether it arrives cannot be known; what can is that a machine answered that nothing
/// listens at the port, and that counts as a failure.
/// </summary>
internal sealed class UdpAuditConnection : AuditTransportConnection
{
    /// <summary>How long an answer "nobody listens" may take.</summary>
    private static readonly TimeSpan RefusalTime = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly string _receiver;

    private UdpAuditConnection(Socket socket, string receiver)
    {
        _socket = socket;
        _receiver = receiver;
    }

    public override TimeSpan Proving => TimeSpan.Zero;

    public override Task Broken { get; } = Task.Delay(Timeout.Infinite, CancellationToken.None);

    public override string? Protocol => null;

    public static async Task<UdpAuditConnection> ConnectAsync(AuditSettings settings, CancellationToken cancellationToken)
    {
        var receiver = $"{settings.Server}:{PortOf(settings)}";
        try
        {
            // Of a name with both, the IPv4 address: there is no way to find out which one a receiver listens at.
            var address = (await System.Net.Dns.GetHostAddressesAsync(settings.Server!, cancellationToken)).OrderBy(static each => each.AddressFamily == AddressFamily.InterNetworkV6).First();
            var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                // A connected socket is told when a machine says that nobody listens.
                await socket.ConnectAsync(address, PortOf(settings), cancellationToken);
                return new UdpAuditConnection(socket, receiver);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        catch (SocketException e)
        {
            throw Unreachable(receiver, e);
        }
    }

    public override async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendAsync(message, cancellationToken);
        }
        catch (SocketException e)
        {
            throw Unreachable(_receiver, e);
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(RefusalTime);
        try
        {
            await _socket.ReceiveAsync(new byte[1], limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // No refusal is all that can be hoped for.
        }
        catch (SocketException e)
        {
            throw Unreachable(_receiver, e);
        }
    }

    public override Task<bool> CloseAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static AuditDeliveryException Unreachable(string receiver, SocketException exception) => new(
        $"The audit receiver {receiver} cannot be reached: {exception.Message.TrimEnd('.')}.",
        "Check Server and Port, and whether the receiver takes UDP.",
        exception);
}
