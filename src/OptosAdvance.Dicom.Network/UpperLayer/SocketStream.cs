using System.Net.Sockets;

namespace OptosAdvance.Dicom.Network;

/// <summary>A connected socket as a stream, whatever ends it told as an <see cref="IOException"/>. One reader and one writer; does not own the socket.</summary>
internal sealed class SocketStream(Socket socket) : DuplexStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
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

    private static bool IsEnd(Exception e) => e is SocketException or ObjectDisposedException;

    private static IOException End(Exception e) =>
        e is SocketException ? new IOException(e.Message, e) : new IOException("The connection was closed by this side.", new SocketException((int)SocketError.OperationAborted));
}
