using System.Buffers;

namespace OptosAdvance.Dicom.Host;

internal sealed partial class IncomingFile
{
    /// <summary>So much of a spare file is handed to the device at once while nothing else comes in: nothing but the data is to be written there.</summary>
    private const int SpareEarlyBytes = 512 << 10;

    /// <summary>So much is handed to the device at once, where it is by way of the cache.</summary>
    private const int EarlyBytes = 1 << 20;

    /// <summary>
    /// Begins to write past the cache once that is worth it. A device takes whole blocks, each at its place: what is left of the one that has begun is written before.
    /// </summary>
    /// <returns>What is to be written still.</returns>
    private ReadOnlySequence<byte> BeginDirectWhenWorthIt(in ReadOnlySequence<byte> data)
    {
        if (_direct is not null || !_startsEarly || !Volume.WritesDirectly || Math.Max(_expected, Length + data.Length) < EarlyFrom)
        {
            return data;
        }

        var offset = _held is null ? Length : 0;
        var missing = -offset & (AlignedBuffers.Alignment - 1);
        if (missing >= data.Length)
        {
            return data;
        }

        if (missing > 0)
        {
            Write(data.Slice(0, missing));
            offset += missing;
        }

        if (DirectWriting.TryBegin(_handle!))
        {
            _direct = new DirectWriter(_handle!, offset);
        }

        return data.Slice(missing);
    }

    /// <summary>Writes what was held so far, if anything, and what comes now.</summary>
    private void Write(in ReadOnlySequence<byte> data)
    {
        var offset = Length - _tailLength;
        _segments.Clear();
        if (_held is not null)
        {
            _segments.Add(_held.AsMemory(0, (int)Length));
            offset = 0;
        }
        else if (_tailLength > 0)
        {
            _segments.Add(_tail.AsMemory(0, _tailLength));
        }

        foreach (var segment in data)
        {
            if (!segment.IsEmpty)
            {
                _segments.Add(segment);
            }
        }

        if (_direct is not null)
        {
            foreach (var segment in _segments)
            {
                _direct.Append(segment.Span);
            }
        }
        else
        {
            WriteBlocks(offset);
        }

        _segments.Clear();
        if (_held is not null)
        {
            ArrayPool<byte>.Shared.Return(_held);
            _held = null;
        }

        Count(data.Length);
        if (_direct is null && _startsEarly && WrittenLength - _started >= NextEarlyBytes())
        {
            VolumeFlush.StartWriting(_handle!, _started, WrittenLength - _started);
            _started = WrittenLength;
        }
    }

    private long NextEarlyBytes()
    {
        if (IsSpare && Volume.IncomingBytes == Length)
        {
            return SpareEarlyBytes;
        }

        return Length >= EarlyFrom ? EarlyBytes : long.MaxValue;
    }
}
