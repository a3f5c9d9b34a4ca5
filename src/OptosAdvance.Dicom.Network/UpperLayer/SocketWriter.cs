using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// Collects what is to be sent and sends it with one call of the system: what is written is copied, what is attached stays where it is. One writer.
/// </summary>
internal sealed class SocketWriter(SocketStream stream) : PipeWriter
{
    private const int BlockSize = 8 << 10;

    /// <summary>Less than this is copied: a piece of its own costs as much.</summary>
    private const int SmallestAttached = 2 << 10;

    private readonly List<ArraySegment<byte>> _pieces = [];
    private byte[] _block = new byte[BlockSize];
    private int _start;
    private int _end;

    /// <summary>Adds bytes that are not copied: they must not change before the next <see cref="FlushAsync"/> has completed.</summary>
    public void Attach(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < SmallestAttached || !MemoryMarshal.TryGetArray(bytes, out var piece))
        {
            this.Write(bytes.Span);
            return;
        }

        TakePiece();
        _pieces.Add(piece);
    }

    /// <summary>Forgets what has not been sent.</summary>
    public void Discard()
    {
        _pieces.Clear();
        _start = _end = 0;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _block.AsMemory(_end);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _block.AsSpan(_end);
    }

    public override void Advance(int bytes) => _end += bytes;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        TakePiece();
        return _pieces.Count == 0 ? default : SendAsync();
    }

    public override async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Attach(source);
        return await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void CancelPendingFlush() => throw new NotSupportedException("A flush ends with the connection.");

    /// <summary>What has not been flushed is not sent any more.</summary>
    public override void Complete(Exception? exception = null)
    {
        // A flush that is under way still uses what there is.
    }

    private async ValueTask<FlushResult> SendAsync()
    {
        try
        {
            if (_pieces.Count == 1)
                await stream.WriteAsync(_pieces[0]).ConfigureAwait(false);
            else
                await stream.WriteAsync(_pieces).ConfigureAwait(false);
            return default;
        }
        finally
        {
            Discard();
        }
    }

    private void Reserve(int sizeHint)
    {
        if (_block.Length - _end >= Math.Max(sizeHint, 1))
            return;
        TakePiece();
        _block = new byte[Math.Max(sizeHint, BlockSize)];
        _start = _end = 0;
    }

    private void TakePiece()
    {
        if (_end == _start)
            return;
        _pieces.Add(new ArraySegment<byte>(_block, _start, _end - _start));
        _start = _end;
    }
}
