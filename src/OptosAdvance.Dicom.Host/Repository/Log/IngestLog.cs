using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// What has been put into a volume since the index was last made durable; of small instances their bytes as well. The file is written over and
/// over: its blocks stay allocated, so that a flush of it writes data and nothing of the file system's own.
/// </summary>
/// <remarks>
/// It begins with a magic number and a random number of its generation. Each entry is framed (<see cref="IngestLogFrame"/>), and its checksum starts from
/// that of the entry before, the first one's from the generation: what an earlier generation, or a batch that was taken back, has left behind the end
/// cannot be taken for an entry. The first frame that does not fit ends the log: what follows it was never acknowledged.
/// Not thread-safe but for <see cref="Flush"/>; owned by the committer.
/// </remarks>
internal sealed class IngestLog : IDisposable
{
    private const int Header = 16;
    private const ulong Magic = 0x3247_4F4C_5350_544F; // "OTPSLOG2"
    private const int SmallestStep = 1 << 20;
    private const int LargestStep = 8 << 20;

    private readonly string _path;
    private readonly MemoryStream _records = new();
    private readonly BinaryWriter _writer;
    private readonly List<(int Start, int Length, ReadOnlyMemory<byte> Data)> _pending = [];
    private readonly List<ReadOnlyMemory<byte>> _segments = [];
    private SafeFileHandle? _handle;
    private LogMark _end = new(Header, 0);
    private ulong _chain;
    private long _allocated;

    public IngestLog(string path)
    {
        _path = path;
        _writer = new BinaryWriter(_records, Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>Bytes of the entries.</summary>
    public long Length => _end.Position - Header;

    /// <summary>Where the next entry goes.</summary>
    public LogMark End => _end;

    /// <summary>Reads every whole entry, and goes on behind the last.</summary>
    /// <exception cref="InvalidDataException">It is the log of another version, or a newer program wrote an entry.</exception>
    public IReadOnlyList<IngestRecord> ReadAll()
    {
        var handle = Open();
        _allocated = RandomAccess.GetLength(handle);
        Discard();
        var records = new List<IngestRecord>();
        if (ReadGeneration(handle) is not { } generation)
        {
            Empty();
            return records;
        }

        _end = IngestLogReader.Read(handle, new LogMark(Header, generation), _allocated, records);
        _chain = _end.Chain;
        return records;
    }

    /// <summary>Reads bytes of an instance that an entry came with.</summary>
    /// <exception cref="EndOfStreamException">They are not there.</exception>
    public void ReadData(LogRange range, Span<byte> buffer) => IngestLogReader.ReadExactly(Open(), buffer[..range.Length], range.Offset);

    /// <summary>Gathers an entry; nothing is written before <see cref="Write"/>, until when the bytes must stay as they are.</summary>
    public void Add(IngestRecord record, ReadOnlyMemory<byte> data = default)
    {
        var start = (int)_records.Position;
        _records.SetLength(start + IngestLogFrame.HeaderLength);
        _records.Position = start + IngestLogFrame.HeaderLength;
        IngestRecordCodec.Write(_writer, record);
        _writer.Flush();
        var length = (int)_records.Position - start;
        var frame = _records.GetBuffer().AsSpan(start, length);
        _chain = IngestLogFrame.Write(
            frame[..IngestLogFrame.HeaderLength], frame[IngestLogFrame.HeaderLength..], data.Span, _chain).Checksum;
        _pending.Add((start, length, data));
    }

    /// <summary>Writes what was gathered, all of it or nothing; not flushed.</summary>
    /// <exception cref="IOException">The volume is full or broken.</exception>
    public void Write()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        var handle = Open();
        try
        {
            var length = Gather();
            Allocate(handle, _end.Position + length);
            RandomAccess.Write(handle, _segments, _end.Position);
            _end = new LogMark(_end.Position + length, _chain);
        }
        catch
        {
            CutAt(_end);
            throw;
        }
        finally
        {
            Discard();
        }
    }

    /// <summary>Forgets what was gathered and not written.</summary>
    public void Discard()
    {
        _records.SetLength(0);
        _pending.Clear();
        _segments.Clear();
        _chain = _end.Chain;
    }

    /// <summary>Takes back what was written since the log ended there.</summary>
    public void CutAt(LogMark mark)
    {
        var handle = Open();
        if (RandomAccess.GetLength(handle) > mark.Position)
        {
            RandomAccess.Write(handle, stackalloc byte[IngestLogFrame.HeaderLength], mark.Position);
        }

        _end = mark;
        Discard();
    }

    /// <summary>Blocks may be allocated before they are wanted. False once that has failed.</summary>
    public bool MayAllocateAhead { get; set; }

    /// <summary>Whether <see cref="AllocateAhead"/> would do something.</summary>
    /// <param name="limit">So large the file may become, in bytes.</param>
    public bool CanAllocateAhead(long limit) => MayAllocateAhead && _allocated >= LargestStep && _allocated < limit;

    /// <summary>
    /// Allocates some more blocks, if the log has come to have many, so that they are there when they are wanted. One that never had to hold much stays small.
    /// </summary>
    public void AllocateAhead()
    {
        try
        {
            Allocate(Open(), _allocated + LargestStep);
            Flush();
        }
        catch (IOException)
        {
            // No harm is done: the log grows when it has to, and whoever waits for that is told what is wrong.
            MayAllocateAhead = false;
        }
    }

    /// <summary>Makes what was written durable. May run on any thread while nothing is written.</summary>
    public void Flush() => VolumeFlush.FlushData(Open());

    /// <summary>Empties the log, once the index is durable; its blocks are used again.</summary>
    public void Empty()
    {
        var handle = Open();
        Span<byte> header = stackalloc byte[Header + IngestLogFrame.HeaderLength];
        header.Clear();
        var generation = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], generation);
        Allocate(handle, Header);
        RandomAccess.Write(handle, header, 0);
        _end = new LogMark(Header, generation);
        Discard();
    }

    /// <summary>Closes the file; the next use opens what lies at its path by then, and has to be <see cref="ReadAll"/>.</summary>
    public void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }

    public void Dispose()
    {
        _writer.Dispose();
        _records.Dispose();
        Close();
    }

    private SafeFileHandle Open() =>
        _handle ??= File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    private ulong? ReadGeneration(SafeFileHandle handle)
    {
        Span<byte> header = stackalloc byte[Header];
        if (_allocated < Header)
        {
            return null;
        }

        IngestLogReader.ReadExactly(handle, header, 0);
        return BinaryPrimitives.ReadUInt64LittleEndian(header) switch
        {
            Magic => BinaryPrimitives.ReadUInt64LittleEndian(header[8..]),
            // Made, but a power cut came before its first entry was flushed.
            0 => null,
            _ => throw new InvalidDataException($"The ingest log '{_path}' is of a version that this program does not know."),
        };
    }

    private long Gather()
    {
        long length = 0;
        foreach (var (start, count, data) in _pending)
        {
            _segments.Add(_records.GetBuffer().AsMemory(start, count));
            if (!data.IsEmpty)
            {
                _segments.Add(data);
            }

            length += count + data.Length;
        }

        return length;
    }

    /// <summary>Blocks that have been written once need nothing but their data written later on; so zeros are, ahead of the entries.</summary>
    private void Allocate(SafeFileHandle handle, long end)
    {
        if (end <= _allocated)
        {
            return;
        }

        var step = Math.Clamp(_allocated, SmallestStep, LargestStep);
        var target = (end + step - 1) / step * step;
        var zeros = new byte[SmallestStep];
        while (_allocated < target)
        {
            var count = (int)Math.Min(zeros.Length, target - _allocated);
            RandomAccess.Write(handle, zeros.AsSpan(0, count), _allocated);
            _allocated += count;
        }
    }
}
