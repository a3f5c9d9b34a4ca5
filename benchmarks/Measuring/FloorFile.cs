using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>A file that is written, flushed, and renamed: the least that makes bytes durable under their name.</summary>
internal sealed class FloorFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;

    public FloorFile(string folder)
    {
        _path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        _handle = File.OpenHandle(Temporary, FileMode.CreateNew, FileAccess.Write);
    }

    private string Temporary => _path + ".part";

    public void Write(ReadOnlyMemory<byte> bytes, long offset) => RandomAccess.Write(_handle, bytes.Span, offset);

    /// <summary>Flushes it and gives it its name.</summary>
    public void Keep()
    {
        RandomAccess.FlushToDisk(_handle);
        _handle.Dispose();
        File.Move(Temporary, _path);
    }

    public void Dispose() => _handle.Dispose();
}
