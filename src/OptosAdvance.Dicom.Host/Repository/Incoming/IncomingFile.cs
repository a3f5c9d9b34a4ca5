using System.Buffers;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>An instance on its way in: held in memory while it is small, then a file in the incoming area that grows while its bytes arrive.</summary>
/// <remarks>The file is unbuffered: what the network hands over is written as it is. Disposed without having been put into its place it is removed.</remarks>
internal sealed partial class IncomingFile : IDisposable
{
    private const int SmallestBuffer = 16 << 10;

    /// <summary>
    /// From so many bytes on the device is kept at work while the rest comes in. For less it does not pay: each piece waits for the device once more, and the flush
    /// at the end takes no less.
    /// </summary>
    internal const int EarlyFrom = 4 << 20;

    private readonly XxHash3 _hash = new();
    private readonly List<ReadOnlyMemory<byte>> _segments = [];
    private readonly bool _startsEarly;
    private byte[]? _held;
    private SafeFileHandle? _handle;
    private long _started;
    private bool _hasFile;

    /// <summary>Length of the spare file that it came into; 0 when it is a file of its own.</summary>
    private long _spareLength;
    private long _expected;

    /// <param name="volume">Where it is to be stored.</param>
    /// <param name="name">Name in the incoming area.</param>
    /// <param name="startsEarly">The device begins to write while bytes still arrive: the file will be flushed.</param>
    internal IncomingFile(StorageVolume volume, string name, bool startsEarly)
    {
        Volume = volume;
        Name = name;
        _startsEarly = startsEarly;
    }

    public StorageVolume Volume { get; }

    /// <summary>Name in the incoming area.</summary>
    public string Name { get; private set; }

    public string Path => Volume.TemporaryPath(Name);

    /// <summary>Bytes that have come so far.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes that the volume has of it.</summary>
    public long WrittenLength => IsHeld ? 0 : Length - _tailLength;

    /// <summary>Bytes before the data set.</summary>
    public int HeaderLength { get; private set; }

    /// <summary>Length and checksum of what has come.</summary>
    public StoredFile Stored => new(Length, HeaderLength, _hash.GetCurrentHashAsUInt64());

    /// <summary>It is in memory as a whole, and no file of it is there.</summary>
    public bool IsHeld => _handle is null;

    /// <summary>It has been made durable by itself, with its mark: see <see cref="MakeDurable"/>.</summary>
    public bool IsDurable { get; private set; }

    /// <summary>It came into a spare file, which is longer.</summary>
    public bool IsSpare => _spareLength > 0;

    /// <summary>All of it, while it is held.</summary>
    public ReadOnlyMemory<byte> Held => _held.AsMemory(0, IsHeld ? (int)Length : 0);

    /// <summary>Gives what stands before the data set; comes first.</summary>
    public void SetHeader(ReadOnlySpan<byte> header)
    {
        HeaderLength = header.Length;
        Hold(header);
    }

    /// <summary>Tells that so many bytes of the data set are to come, at least: what will not be held to its end need not be held at first.</summary>
    public void Expect(long bytes) => _expected = Math.Max(_expected, HeaderLength + bytes);

    /// <summary>Adds bytes of the data set.</summary>
    /// <exception cref="IOException">The volume is full or broken.</exception>
    public void Append(in ReadOnlySequence<byte> data)
    {
        foreach (var segment in data)
        {
            _hash.Append(segment.Span);
        }

        if (IsHeld)
        {
            if (Math.Max(_expected, Length + data.Length) <= Volume.HeldLimit)
            {
                foreach (var segment in data)
                {
                    Hold(segment.Span);
                }

                return;
            }

            OpenFile(data.Length);
        }

        Write(data);
    }

    /// <summary>Ends the writing.</summary>
    /// <exception cref="IOException">The volume is full or broken.</exception>
    public void Finish()
    {
        if (IsHeld && Volume.HeldLimit == 0)
        {
            MakeFile();
        }

        WriteTail();
        if (IsSpare && Length > SpareSize.RoomOf(_spareLength))
        {
            CutToLength();
        }

        if (_startsEarly && !IsHeld)
        {
            Volume.Spares.Note(Length);
        }
    }

    /// <summary>Makes it a file in the incoming area, if it is not one.</summary>
    /// <exception cref="IOException">The volume is full or broken.</exception>
    public void MakeFile()
    {
        if (IsHeld)
        {
            OpenFile(0);
            Write(ReadOnlySequence<byte>.Empty);
        }

        WriteTail();
        CutToLength();
    }

    /// <summary>
    /// Makes a file durable together with the mark that it came in whole, so that a start finds it though the log does not know it. Blocks. Nothing happens to
    /// what is held, nor where marks are not kept: that is made durable with its batch.
    /// </summary>
    /// <param name="receivedAt">When it had come in.</param>
    /// <exception cref="IOException">The volume is full or broken.</exception>
    public void MakeDurable(DateTimeOffset receivedAt)
    {
        if (TryMark(receivedAt))
        {
            if (IsSpare)
            {
                VolumeFlush.FlushData(_handle!);
            }
            else
            {
                FlushToDisk();
            }

            IsDurable = true;
        }
    }

    /// <summary>Marks a file as having come in whole: if this process ends now, the next finds it. False where <see cref="MakeDurable"/> does nothing.</summary>
    /// <param name="receivedAt">When it had come in.</param>
    public bool TryMark(DateTimeOffset receivedAt)
    {
        if (IsSpare)
        {
            SpareMark.Write(_handle!, _spareLength, Stored, receivedAt);
            return true;
        }

        return !IsHeld && Volume.KeepsMarks && ArrivalMark.TryWrite(_handle!, Stored, receivedAt);
    }

    /// <summary>It is not removed any more when this is disposed: whoever moves it into its place comes later.</summary>
    public void Leave() => _hasFile = false;

    /// <summary>Makes the bytes of the file durable. May run on any thread.</summary>
    public void FlushToDisk() => RandomAccess.FlushToDisk(_handle!);

    /// <summary>Writes what is held into its place, where nothing may be.</summary>
    /// <returns>False when something is there.</returns>
    /// <exception cref="IOException">Its folder is missing, or the volume is full or broken; nothing of it is left there.</exception>
    public bool TryPlaceAt(string path)
    {
        SafeFileHandle place;
        try
        {
            // Nobody reads it yet; to share it with nobody saves the system a question.
            place = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }

        try
        {
            using (place)
            {
                RandomAccess.Write(place, Held.Span, 0);
            }
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        return true;
    }

    /// <summary>Moves the file into its place, atomically replacing one that is there.</summary>
    /// <exception cref="IOException">Its folder is missing, or the volume is broken.</exception>
    public void MoveTo(string path)
    {
        CutToLength();
        File.Move(Path, path, overwrite: true);
        _hasFile = false;
    }

    public void Dispose()
    {
        Volume.AddIncoming(-Length);
        ReturnTail();
        _handle?.Dispose();
        if (_hasFile)
        {
            File.Delete(Path);
        }

        if (_held is not null)
        {
            ArrayPool<byte>.Shared.Return(_held);
            _held = null;
        }
    }

    private void Count(long bytes)
    {
        Length += bytes;
        Volume.AddIncoming(bytes);
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        var length = (int)Length;
        if (_held is null || _held.Length - length < bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + bytes.Length, _held is null ? SmallestBuffer : _held.Length * 4));
            _held.AsSpan(0, length).CopyTo(larger);
            if (_held is not null)
            {
                ArrayPool<byte>.Shared.Return(_held);
            }

            _held = larger;
        }

        bytes.CopyTo(_held.AsSpan(length));
        Count(bytes.Length);
    }

    private void OpenFile(long coming)
    {
        if (_startsEarly && TryOpenSpare(Math.Max(_expected, Length + coming) + SpareSlack))
        {
            return;
        }

        _handle = File.OpenHandle(Path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.None, BytesAhead(coming));
        _hasFile = true;
    }

    /// <summary>
    /// What a file that is not going to be flushed has its blocks for at once: the writes then take a sixth less. Much that is announced is not believed before it comes: it would be room that others
    /// do not have.
    /// </summary>
    private long BytesAhead(long coming)
    {
        var expected = Math.Max(_expected, Length + coming);
        return _startsEarly || expected > EarlyFrom ? 0 : expected;
    }
}
