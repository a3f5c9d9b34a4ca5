using System.Buffers;
using System.IO.Hashing;
using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// The data set of a stored instance as a pipe, read in large pieces into one pooled buffer. What is read is compared with the checksum that it was
/// received with; the last piece of a file that is damaged is not handed out. One user at a time.
/// </summary>
internal sealed class DataSetFile : PipeReader, IDisposable
{
    /// <summary>Up to so many bytes a data set is read at once.</summary>
    public const int BufferSize = 256 << 10;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly ulong _checksum;
    private readonly XxHash3 _hash = new();
    private byte[] _buffer;
    private int _start;
    private int _end;
    private long _position;
    private long _left;
    private bool _examinedAll;
    private ReadOnlySequence<byte> _current;

    private DataSetFile(string path, SafeFileHandle file, StoredFile stored)
    {
        (_path, _file, _checksum) = (path, file, stored.Checksum);
        (_position, _left) = (stored.HeaderLength, stored.Length - stored.HeaderLength);
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(_left + 1, BufferSize));
        _examinedAll = true;
    }

    /// <summary>Opens a file, and reads the first piece of it.</summary>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    /// <exception cref="DamagedInstanceException">It is not what was received.</exception>
    public static DataSetFile Open(string path, StoredFile stored)
    {
        var handle = File.OpenHandle(path);
        try
        {
            if (RandomAccess.GetLength(handle) != stored.Length)
            {
                throw Damaged(path);
            }

            var file = new DataSetFile(path, handle, stored);
            try
            {
                file.Fill();
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        if (_examinedAll && _left > 0)
        {
            Fill();
        }

        _current = new ReadOnlySequence<byte>(_buffer, _start, _end - _start);
        result = new ReadResult(_current, isCanceled: false, isCompleted: _left == 0);
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TryRead(out var result);
        return new ValueTask<ReadResult>(result);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _examinedAll = _current.Slice(examined).IsEmpty;
        _start += (int)_current.Slice(0, consumed).Length;
    }

    public override void CancelPendingRead()
    {
        // No read is ever pending.
    }

    public override void Complete(Exception? exception = null) => Dispose();

    public void Dispose()
    {
        _file.Dispose();
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private static DamagedInstanceException Damaged(string path) => new($"The file '{path}' is damaged: it is not what was received.");

    /// <summary>Moves what is left to the front and fills the rest.</summary>
    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            // The user wants more at once than there is room for.
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        while (_left > 0 && _end < _buffer.Length)
        {
            var wanted = (int)Math.Min(_left, _buffer.Length - _end);
            var read = RandomAccess.Read(_file, _buffer.AsSpan(_end, wanted), _position);
            if (read == 0)
            {
                throw Damaged(_path);
            }

            _hash.Append(_buffer.AsSpan(_end, read));
            _end += read;
            _position += read;
            _left -= read;
        }

        if (_left == 0 && _hash.GetCurrentHashAsUInt64() != _checksum)
        {
            throw Damaged(_path);
        }

        _examinedAll = false;
    }
}
