using System.Buffers;

namespace OptosAdvance.Dicom.Host;

internal sealed partial class IncomingFile
{
    /// <summary>So much of a spare file is handed to the device at once while nothing else comes in: nothing but the data is to be written there.</summary>
    private const int SpareEarlyBytes = 512 << 10;

    /// <summary>So much of another file is handed to the device at once.</summary>
    private const int EarlyBytes = 1 << 20;

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

        WriteBlocks(offset);
        _segments.Clear();
        if (_held is not null)
        {
            ArrayPool<byte>.Shared.Return(_held);
            _held = null;
        }

        Count(data.Length);
        if (_startsEarly && WrittenLength - _started >= NextEarlyBytes())
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
