using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// What has been put into a volume since the index was last made durable. Entries are framed as length (4), XXH3 (8), payload; the first
/// frame that is not whole ends the log: what follows it was never acknowledged.
/// </summary>
/// <remarks>Not thread-safe; owned by the committer.</remarks>
internal sealed class IngestLog : IDisposable
{
    private const int FrameHeader = 12;
    private const int MaximumRecord = 1 << 20;

    private readonly string _path;
    private readonly MemoryStream _pending = new();
    private readonly BinaryWriter _writer;
    private SafeFileHandle? _handle;

    public IngestLog(string path)
    {
        _path = path;
        _writer = new BinaryWriter(_pending, Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>Bytes of the log.</summary>
    public long Length { get; private set; }

    /// <summary>Reads every whole entry; a torn end is cut off.</summary>
    /// <exception cref="InvalidDataException">A newer program wrote an entry.</exception>
    public IReadOnlyList<IngestRecord> ReadAll()
    {
        var handle = Open();
        var records = new List<IngestRecord>();
        var bytes = new byte[RandomAccess.GetLength(handle)];
        var read = ReadFully(handle, bytes);
        var position = 0;
        while (read - position >= FrameHeader)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(position));
            if (length is <= 0 or > MaximumRecord || length > read - position - FrameHeader)
            {
                break;
            }

            var payload = bytes.AsMemory(position + FrameHeader, length);
            if (XxHash3.HashToUInt64(payload.Span) != BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(position + 4)))
            {
                break;
            }

            records.Add(IngestRecordCodec.Read(payload));
            position += FrameHeader + length;
        }

        RandomAccess.SetLength(handle, position);
        Length = position;
        return records;
    }

    /// <summary>Gathers an entry; nothing is written before <see cref="Write"/>.</summary>
    public void Add(IngestRecord record)
    {
        var start = (int)_pending.Position;
        _writer.Write(new byte[FrameHeader]);
        IngestRecordCodec.Write(_writer, record);
        _writer.Flush();
        var length = (int)_pending.Position - start - FrameHeader;
        var frame = _pending.GetBuffer().AsSpan(start, FrameHeader + length);
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[4..], XxHash3.HashToUInt64(frame[FrameHeader..]));
    }

    /// <summary>Writes what was gathered, all of it or nothing; not flushed.</summary>
    /// <exception cref="IOException">The volume is full or broken.</exception>
    public void Write()
    {
        var handle = Open();
        try
        {
            RandomAccess.Write(handle, _pending.GetBuffer().AsSpan(0, (int)_pending.Length), Length);
            Length += _pending.Length;
        }
        catch
        {
            RandomAccess.SetLength(handle, Length);
            throw;
        }
        finally
        {
            _pending.SetLength(0);
        }
    }

    /// <summary>Forgets what was gathered and not written.</summary>
    public void Discard() => _pending.SetLength(0);

    /// <summary>Takes back what was written since the log was this long.</summary>
    public void CutAt(long length)
    {
        RandomAccess.SetLength(Open(), length);
        Length = length;
    }

    /// <summary>Sets the device to work on what was written (<see cref="VolumeFlush.StartWriting"/>).</summary>
    public void StartWriting() => VolumeFlush.StartWriting(Open());

    public void FlushToDisk() => RandomAccess.FlushToDisk(Open());

    /// <summary>Empties the log, once the index is durable.</summary>
    public void Truncate()
    {
        RandomAccess.SetLength(Open(), 0);
        Length = 0;
    }

    public void Dispose()
    {
        _writer.Dispose();
        _pending.Dispose();
        _handle?.Dispose();
    }

    private SafeFileHandle Open() =>
        _handle ??= File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    private static int ReadFully(SafeFileHandle handle, Span<byte> bytes)
    {
        var total = 0;
        while (total < bytes.Length && RandomAccess.Read(handle, bytes[total..], total) is var read and > 0)
        {
            total += read;
        }

        return total;
    }
}
