using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>Reads the entries of an ingest log; what comes with them is left where it is.</summary>
internal static class IngestLogReader
{
    /// <summary>Reads on from a place until a frame does not fit.</summary>
    /// <returns>The end of the last whole entry.</returns>
    /// <exception cref="InvalidDataException">A newer program wrote an entry.</exception>
    public static LogMark Read(SafeFileHandle handle, LogMark from, long fileLength, List<IngestRecord> records)
    {
        Span<byte> header = stackalloc byte[IngestLogFrame.HeaderLength];
        var content = new byte[1 << 16];
        while (fileLength - from.Position >= IngestLogFrame.HeaderLength)
        {
            ReadExactly(handle, header, from.Position);
            var frame = IngestLogFrame.Read(header);
            if (!frame.IsPossible || frame.Length > fileLength - from.Position)
            {
                break;
            }

            var length = frame.RecordLength + frame.DataLength;
            if (content.Length < length)
            {
                content = new byte[Math.Max(length, content.Length * 2)];
            }

            var start = from.Position + IngestLogFrame.HeaderLength;
            ReadExactly(handle, content.AsSpan(0, length), start);
            if (!frame.Fits(header, content.AsSpan(0, length), from.Chain))
            {
                break;
            }

            var record = IngestRecordCodec.Read(content.AsMemory(0, frame.RecordLength));
            records.Add(record is StoreRecord store && frame.DataLength > 0
                ? store with { Data = new LogRange(start + frame.RecordLength, frame.DataLength) }
                : record);
            from = new LogMark(from.Position + frame.Length, frame.Checksum);
        }

        return from;
    }

    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    public static void ReadExactly(SafeFileHandle handle, Span<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(handle, bytes, offset);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            bytes = bytes[read..];
            offset += read;
        }
    }
}
