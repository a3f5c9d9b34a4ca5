using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// A connection on a socket without loops of its own: who reads or writes is the one who calls the system, on its own thread. A conversation that
/// waits for each answer is mostly changes of threads otherwise. Owns the socket.
/// </summary>
internal sealed class SocketConnection : IAsyncDisposable
{
    /// <summary>Received bytes that are read and dropped before the socket is closed, at most.</summary>
    private const int MostDropped = 1 << 20;

    private readonly Socket _socket;
    private int _disposed;

    /// <param name="connected">The socket.</param>
    /// <param name="threads">Those with which it may wait for bytes; null waits without.</param>
    public SocketConnection(Socket connected, WaitingThreads? threads = null)
    {
        _socket = connected;
        LocalEndPoint = connected.LocalEndPoint as IPEndPoint;
        RemoteEndPoint = connected.RemoteEndPoint as IPEndPoint;
        Stream = new SocketStream(connected, threads);
        Input = new SocketReader(Stream);
        Output = new SocketWriter(Stream);
    }

    /// <summary>Names the connection in logs.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>What <see cref="Input"/> and <see cref="Output"/> stand on, for who puts TLS between.</summary>
    public SocketStream Stream { get; }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public IPEndPoint? LocalEndPoint { get; }

    public IPEndPoint? RemoteEndPoint { get; }

    /// <summary>The peer has closed the connection, or it was reset; while nothing is read.</summary>
    public bool IsClosedByPeer
    {
        get
        {
            try
            {
                return _socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    /// <summary>Closes it at once; reads and writes under way fail.</summary>
    public void Abort() => _socket.Dispose();

    /// <summary>Closes it; what was written has been sent by then.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Close();
        }

        return default;
    }

    private void Close()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);

            // With bytes left unread the system would reset the connection, and the peer might not see the last that we have sent.
            Span<byte> dropped = stackalloc byte[4096];
            for (var left = MostDropped; left > 0 && _socket.Available > 0; left -= dropped.Length)
            {
                _socket.Receive(dropped);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        _socket.Dispose();
    }
}
