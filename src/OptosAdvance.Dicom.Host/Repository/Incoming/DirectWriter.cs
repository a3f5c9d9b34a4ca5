using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Writes a file past the system's page cache, a large piece at a time: the device takes the bytes from where they are. For what is flushed at its
/// end anyway that saves a copy, the cache's pages, and most of the wait for the flush.
/// </summary>
/// <remarks>See <see cref="DirectWriting"/> for where that can be done.</remarks>
/// <param name="file">Written past the cache from here on: see <see cref="DirectWriting.TryBegin"/>.</param>
/// <param name="offset">Bytes that it has, a multiple of <see cref="AlignedBuffers.Alignment"/>.</param>
internal sealed class DirectWriter(SafeFileHandle file, long offset) : IDisposable
{
    private Memory<byte> _buffer = AlignedBuffers.Rent();
    private int _filled;

    /// <summary>Bytes that the file holds by now.</summary>
    public long Written { get; private set; } = offset;

    /// <summary>Adds bytes.</summary>
    /// <exception cref="IOException">The volume is full or broken.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, _buffer.Length - _filled);
            bytes[..count].CopyTo(_buffer.Span[_filled..]);
            bytes = bytes[count..];
            _filled += count;
            if (_filled == _buffer.Length)
            {
                WriteOut(_filled);
            }
        }
    }

    /// <summary>Writes what is left. A device takes whole blocks only: what goes beyond the last goes by way of the cache.</summary>
    /// <exception cref="IOException">The volume is full or broken.</exception>
    public void Complete()
    {
        var rest = _filled % AlignedBuffers.Alignment;
        var whole = _filled - rest;
        if (whole > 0)
        {
            WriteOut(whole);
        }

        if (rest > 0)
        {
            DirectWriting.End(file);
            RandomAccess.Write(file, _buffer.Span.Slice(whole, rest), Written);
            Written += rest;
        }
    }

    public void Dispose()
    {
        AlignedBuffers.Return(_buffer);
        _buffer = default;
    }

    private void WriteOut(int count)
    {
        RandomAccess.Write(file, _buffer.Span[..count], Written);
        Written += count;
        _filled = 0;
    }
}
