using System.Buffers;

namespace OptosAdvance.Dicom.Host;

/// <remarks>
/// Whole blocks are written, each once; what goes beyond the last waits for what comes next. A piece of a block costs the system nearly as much as many blocks, and where it
/// lies in a spare file whose pages have left the cache, the block would have to be read from the device first.
/// </remarks>
internal sealed partial class IncomingFile
{
    /// <summary>What a file system's block is on most volumes, and a page of memory.</summary>
    internal const int Block = 4096;

    private byte[]? _tail;
    private int _tailLength;

    /// <summary>Writes the segments but for what goes beyond the last whole block, which becomes the tail.</summary>
    private void WriteBlocks(long offset)
    {
        long total = 0;
        foreach (var segment in _segments)
        {
            total += segment.Length;
        }

        // The old tail may be among what is written: it has to last until then.
        Span<byte> rest = stackalloc byte[(int)Math.Min(total, (offset + total) % Block)];
        TakeFromEnd(rest);
        if (_segments.Count == 1)
        {
            RandomAccess.Write(_handle!, _segments[0].Span, offset);
        }
        else if (_segments.Count > 1)
        {
            RandomAccess.Write(_handle!, _segments, offset);
        }

        _tailLength = rest.Length;
        if (!rest.IsEmpty)
        {
            _tail ??= ArrayPool<byte>.Shared.Rent(Block);
            rest.CopyTo(_tail);
        }
    }

    private void TakeFromEnd(Span<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var last = _segments[^1];
            var count = Math.Min(rest.Length, last.Length);
            last.Span[^count..].CopyTo(rest[^count..]);
            rest = rest[..^count];
            _segments.RemoveAt(_segments.Count - 1);
            if (count < last.Length)
            {
                _segments.Add(last[..^count]);
            }
        }
    }

    /// <summary>Writes the tail: nothing more comes. In a spare file it is a whole block, too: there is room before the mark, and what is too much is cut off with it.</summary>
    private void WriteTail()
    {
        if (_tailLength > 0)
        {
            var offset = Length - _tailLength;
            _tail.AsSpan(_tailLength, Block - _tailLength).Clear();
            RandomAccess.Write(_handle!, _tail.AsSpan(0, IsSpare ? Block : _tailLength), offset);
            _tailLength = 0;
        }
    }

    private void ReturnTail()
    {
        if (_tail is not null)
        {
            ArrayPool<byte>.Shared.Return(_tail);
            _tail = null;
        }
    }
}
