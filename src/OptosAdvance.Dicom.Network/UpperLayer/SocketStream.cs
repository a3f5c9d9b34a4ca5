using System.Net.Sockets;

namespace OptosAdvance.Dicom.Network;

/// <summary>A connected socket as a stream, whatever ends it told as an <see cref="IOException"/>. One reader and one writer; does not own the socket.</summary>
/// <param name="socket">The socket.</param>
/// <param name="threads">Those with which it may wait for bytes; null waits without.</param>
internal sealed class SocketStream(Socket socket, WaitingThreads? threads = null) : DuplexStream
{
    /// <summary>A cancellation is seen after so long at most.</summary>
    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(20);

    private bool _waitsWithoutThread = threads is null;
    private bool _isReadable;

    /// <inheritdoc/>
    /// <remarks>While it may wait with a thread, that is the caller's: this returns when bytes have come.</remarks>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            if (_isReadable || WaitsUntilReadable(cancellationToken))
            {
                _isReadable = buffer.IsEmpty;
                return buffer.IsEmpty ? 0 : socket.Receive(buffer.Span, SocketFlags.None);
            }

            return await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsEnd(e))
        {
            throw End(e);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (!buffer.IsEmpty)
                buffer = buffer[await socket.SendAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
        }
        catch (Exception e) when (IsEnd(e))
        {
            throw End(e);
        }
    }

    /// <summary>Sends all of them with one call of the system, if it takes them.</summary>
    public async ValueTask WriteAsync(IList<ArraySegment<byte>> buffers)
    {
        try
        {
            await socket.SendAsync(buffers, SocketFlags.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsEnd(e))
        {
            throw End(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Waits with the caller's thread. False: the socket is to be waited for without one. From then on the system tells of every piece that comes, and
    /// a thread that waits besides would gain nothing.
    /// </summary>
    private bool WaitsUntilReadable(CancellationToken cancellationToken)
    {
        if (_waitsWithoutThread || !threads!.TryTake())
        {
            _waitsWithoutThread = true;
            return false;
        }

        try
        {
            var left = WaitingThreads.Patience;
            while (left > TimeSpan.Zero)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (socket.Poll(s_slice, SelectMode.SelectRead))
                    return true;
                left -= s_slice;
            }

            _waitsWithoutThread = true;
            return false;
        }
        finally
        {
            threads.Return();
        }
    }

    private static bool IsEnd(Exception e) => e is SocketException or ObjectDisposedException;

    private static IOException End(Exception e) =>
        e is SocketException ? new IOException(e.Message, e) : new IOException("The connection was closed by this side.", new SocketException((int)SocketError.OperationAborted));
}
