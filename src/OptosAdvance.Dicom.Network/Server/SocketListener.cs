using System.Net;
using System.Net.Sockets;

namespace OptosAdvance.Dicom.Network;

/// <summary>Accepts TCP connections on one address and port.</summary>
internal sealed class SocketListener : IDisposable
{
    /// <summary>Connections that the system may hold back for us, at most.</summary>
    private const int Backlog = 4096;

    private readonly Socket _socket;
    private readonly WaitingThreads? _threads;
    private volatile bool _isDisposed;

    private SocketListener(Socket socket, WaitingThreads? threads)
    {
        _socket = socket;
        _threads = threads;
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>What it listens on, with the real port when 0 was asked for.</summary>
    public IPEndPoint EndPoint { get; }

    /// <param name="endPoint">Address and port.</param>
    /// <param name="threads">Those with which connections may wait for bytes; null waits without.</param>
    /// <exception cref="SocketException">The port is taken, or the address is not ours.</exception>
    public static SocketListener Bind(IPEndPoint endPoint, WaitingThreads? threads)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.Address.Equals(IPAddress.IPv6Any))
            {
                // Every address of the machine: those of IPv4 too.
                socket.DualMode = true;
            }

            socket.Bind(endPoint);
            socket.Listen(Backlog);
            return new SocketListener(socket, threads);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the next connection; null once this is disposed.</summary>
    /// <exception cref="SocketException">It could not be accepted; the next may.</exception>
    public async ValueTask<SocketConnection?> AcceptAsync()
    {
        while (true)
        {
            try
            {
                var socket = await _socket.AcceptAsync().ConfigureAwait(false);
                try
                {
                    socket.NoDelay = true;
                    return new SocketConnection(socket, _threads);
                }
                catch (SocketException)
                {
                    // The peer has gone already.
                    socket.Dispose();
                }
            }
            catch (Exception e) when (_isDisposed && e is SocketException or ObjectDisposedException)
            {
                return null;
            }
        }
    }

    /// <summary>Frees the port; connections that were accepted go on.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _socket.Dispose();
    }
}
