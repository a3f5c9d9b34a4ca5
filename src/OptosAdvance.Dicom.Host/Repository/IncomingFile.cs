using System.Buffers;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>An instance on its way in: a file in the incoming area that grows while its bytes arrive.</summary>
/// <remarks>Unbuffered: what the network hands over is written as it is. Disposed without having been committed it is removed.</remarks>
internal sealed class IncomingFile : IDisposable
{
    private readonly XxHash3 _hash = new();
    private readonly SafeFileHandle _handle;
    private readonly List<ReadOnlyMemory<byte>> _segments = [];
    private ReadOnlyMemory<byte> _header;
    private bool _moved;

    internal IncomingFile(StorageVolume volume, string name)
    {
        Volume = volume;
        Name = name;
        _handle = File.OpenHandle(
            Path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.None);
    }

    public StorageVolume Volume { get; }

    /// <summary>Name in the incoming area.</summary>
    public string Name { get; }

    public string Path => Volume.TemporaryPath(Name);

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes before the data set.</summary>
    public int HeaderLength { get; private set; }

    /// <summary>Length and checksum of what was written.</summary>
    public StoredFile Stored => new(Length, HeaderLength, _hash.GetCurrentHashAsUInt64());

    /// <summary>Gives what stands before the data set; written together with the first of its bytes.</summary>
    public void SetHeader(ReadOnlyMemory<byte> header)
    {
        _header = header;
        HeaderLength = header.Length;
    }

    /// <summary>Adds bytes of the data set.</summary>
    /// <exception cref="IOException">The volume is full or broken.</exception>
    public void Append(in ReadOnlySequence<byte> data)
    {
        if (_header.IsEmpty && data.IsSingleSegment)
        {
            _hash.Append(data.FirstSpan);
            RandomAccess.Write(_handle, data.FirstSpan, Length);
            Count(data.Length);
            return;
        }

        WriteGathered(data);
    }

    /// <summary>Ends the writing: an instance without a data set still gets its header.</summary>
    public void Finish()
    {
        if (!_header.IsEmpty)
        {
            WriteGathered(ReadOnlySequence<byte>.Empty);
        }
    }

    /// <summary>Reads back what was written.</summary>
    public int Read(Span<byte> buffer, long offset) => RandomAccess.Read(_handle, buffer, offset);

    /// <summary>Sets the device to work on what was written (<see cref="VolumeFlush.StartWriting"/>).</summary>
    public void StartWriting() => VolumeFlush.StartWriting(_handle);

    /// <summary>Makes the bytes of the file durable.</summary>
    public void FlushToDisk() => RandomAccess.FlushToDisk(_handle);

    /// <summary>Moves the file into its place, atomically replacing one that is there.</summary>
    public void MoveTo(string path)
    {
        File.Move(Path, path, overwrite: true);
        _moved = true;
    }

    public void Dispose()
    {
        Volume.AddIncoming(-Length);
        _handle.Dispose();
        if (!_moved)
        {
            File.Delete(Path);
        }
    }

    private void Count(long bytes)
    {
        Length += bytes;
        Volume.AddIncoming(bytes);
    }

    private void WriteGathered(in ReadOnlySequence<byte> data)
    {
        _segments.Clear();
        var length = data.Length + _header.Length;
        if (!_header.IsEmpty)
        {
            _segments.Add(_header);
            _header = default;
        }

        foreach (var segment in data)
        {
            if (!segment.IsEmpty)
            {
                _hash.Append(segment.Span);
                _segments.Add(segment);
            }
        }

        RandomAccess.Write(_handle, _segments, Length);
        Count(length);
        _segments.Clear();
    }
}
