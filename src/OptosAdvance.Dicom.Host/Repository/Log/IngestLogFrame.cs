using System.Buffers.Binary;
using System.IO.Hashing;

namespace OptosAdvance.Dicom.Host;

/// <summary>What stands before an entry of the ingest log: length of the entry, length of the instance's bytes behind it, checksum of all that.</summary>
/// <param name="RecordLength">Bytes of the entry, 1 to <see cref="MaximumRecord"/>.</param>
/// <param name="DataLength">Bytes of the instance, 0 to <see cref="MaximumData"/>.</param>
/// <param name="Checksum">XXH3 of lengths, entry and bytes, started from the checksum of the entry before.</param>
internal readonly record struct IngestLogFrame(int RecordLength, int DataLength, ulong Checksum)
{
    public const int HeaderLength = 16;
    public const int MaximumRecord = 1 << 20;
    public const int MaximumData = 1 << 20;

    public bool IsPossible => RecordLength is > 0 and <= MaximumRecord && DataLength is >= 0 and <= MaximumData;

    public long Length => HeaderLength + (long)RecordLength + DataLength;

    public static IngestLogFrame Read(ReadOnlySpan<byte> header) => new(
        BinaryPrimitives.ReadInt32LittleEndian(header),
        BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
        BinaryPrimitives.ReadUInt64LittleEndian(header[8..]));

    /// <summary>Frames an entry.</summary>
    /// <param name="header">Where the header goes.</param>
    /// <param name="record">The entry.</param>
    /// <param name="data">Bytes of the instance.</param>
    /// <param name="chain">Checksum of the entry before.</param>
    public static IngestLogFrame Write(Span<byte> header, ReadOnlySpan<byte> record, ReadOnlySpan<byte> data, ulong chain)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, record.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], data.Length);
        var frame = new IngestLogFrame(record.Length, data.Length, Hash(header, record, data, chain));
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], frame.Checksum);
        return frame;
    }

    /// <summary>Whether it stands before these bytes, and behind the entry that <paramref name="chain"/> is of.</summary>
    public bool Fits(ReadOnlySpan<byte> header, ReadOnlySpan<byte> content, ulong chain) =>
        Hash(header, content[..RecordLength], content[RecordLength..], chain) == Checksum;

    private static ulong Hash(ReadOnlySpan<byte> header, ReadOnlySpan<byte> record, ReadOnlySpan<byte> data, ulong chain)
    {
        var hash = new XxHash3(unchecked((long)chain));
        hash.Append(header[..8]);
        hash.Append(record);
        hash.Append(data);
        return hash.GetCurrentHashAsUInt64();
    }
}
