using System.Buffers.Binary;

namespace OptosAdvance.Dicom.Faults.Tests;

/// <summary>The data set of an image of any size, made while it is read: the pixel data is the offset of every 8 bytes, never held as a whole.</summary>
internal sealed class GeneratedImage : Stream
{
    private readonly byte[] _head;
    private long _position;

    /// <param name="instance">What comes before the pixel data.</param>
    /// <param name="frames">Frames of 1 MiB.</param>
    public GeneratedImage(TestInstance instance, int frames)
    {
        // The instance as it is, its pixel data (8 bytes of header with reserved, 4 of length) cut off at the end.
        var whole = (instance with { PixelBytes = 2 }).DataSet();
        using var head = new MemoryStream();
        head.Write(whole.AsSpan(0, whole.Length - 14));
        head.Write([0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0, 0, 0, 0]);
        _head = head.ToArray();
        PixelLength = (long)frames << 20;
        BinaryPrimitives.WriteUInt32LittleEndian(_head.AsSpan(_head.Length - 4), checked((uint)PixelLength));
    }

    public long PixelLength { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _head.Length + PixelLength;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position < _head.Length)
        {
            var count = Math.Min(buffer.Length, _head.Length - (int)_position);
            _head.AsSpan((int)_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        var at = _position - _head.Length;
        var length = (int)Math.Min(buffer.Length, PixelLength - at);
        var done = 0;
        Span<byte> unit = stackalloc byte[8];
        for (; done < length; done++)
        {
            var offset = at + done;
            if ((offset & 7) == 0 && length - done >= 8)
            {
                BinaryPrimitives.WriteInt64LittleEndian(buffer[done..], offset);
                done += 7;
                continue;
            }

            BinaryPrimitives.WriteInt64LittleEndian(unit, offset & ~7L);
            buffer[done] = unit[(int)(offset & 7)];
        }

        _position += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
