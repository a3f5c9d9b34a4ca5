using System.Buffers;

namespace OptosAdvance.Dicom.Core;

/// <summary>Collects small writes for a stream, in one pooled buffer. Large runs of bytes pass through it in pieces. Disposing writes what is left.</summary>
internal sealed class StreamBufferWriter(Stream stream) : IBufferWriter<byte>, IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _count;

    public void Advance(int count) => _count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Require(sizeHint);
        return _buffer.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Require(sizeHint);
        return _buffer.AsSpan(_count);
    }

    public void Dispose()
    {
        try
        {
            Flush();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private void Require(int size)
    {
        if (_buffer.Length - _count >= Math.Max(size, 1)) return;
        Flush();
        if (_buffer.Length >= size) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = ArrayPool<byte>.Shared.Rent(size);
    }

    private void Flush()
    {
        if (_count > 0) stream.Write(_buffer, 0, _count);
        _count = 0;
    }
}
