using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>Makes what was written to a volume survive a power cut: the one place that knows how each platform does it.</summary>
/// <remarks>
/// Linux can flush a whole file system in one call (syncfs), with one commit of its journal, which is what lets the ingest log be emptied; and the data of
/// a file alone (fdatasync), which needs no commit at all when its blocks were there before. Elsewhere each file is flushed.
/// </remarks>
internal sealed partial class VolumeFlush : IDisposable
{
    /// <summary>SYNC_FILE_RANGE_WRITE.</summary>
    private const uint StartWriteback = 2;

    private readonly SafeFileHandle? _directory;

    private VolumeFlush(SafeFileHandle? directory) => _directory = directory;

    /// <summary>Whether <see cref="FlushVolume"/> is to be had.</summary>
    public bool CanFlushVolume => _directory is not null;

    public static VolumeFlush Open(string root) => new(OperatingSystem.IsLinux() ? OpenDirectory(root) : null);

    /// <summary>Makes everything that was written to the volume durable.</summary>
    /// <exception cref="IOException">The device reported an error; what was written is in doubt.</exception>
    public void FlushVolume()
    {
        if (_directory is null)
        {
            throw new PlatformNotSupportedException();
        }

        if (SyncFileSystem(_directory) != 0)
        {
            throw LastError("The volume cannot be flushed");
        }
    }

    /// <summary>Makes the bytes of a file durable, and of what the file system keeps about it only what is needed to read them.</summary>
    /// <exception cref="IOException">The device reported an error; what was written is in doubt.</exception>
    public static void FlushData(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (SyncData(file) != 0)
        {
            throw LastError("A file cannot be flushed");
        }
    }

    /// <summary>
    /// Sets the device to work on bytes that were written to a file, without waiting for it. Promises nothing; but the flush that follows
    /// finds their blocks allocated, and most of them written.
    /// </summary>
    public static void StartWriting(SafeFileHandle file, long offset, long length)
    {
        if (OperatingSystem.IsLinux())
        {
            // A hint: what cannot be started here fails, if at all, in the flush.
            _ = SyncFileRange(file, offset, length, StartWriteback);
        }
    }

    /// <summary>Makes the entries of a folder durable; nothing to do where the file system's own journal does it.</summary>
    /// <exception cref="IOException">The device reported an error.</exception>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var directory = OpenDirectory(path);
        if (SyncFile(directory) != 0)
        {
            throw LastError($"The folder '{path}' cannot be flushed");
        }
    }

    public void Dispose() => _directory?.Dispose();

    private static SafeFileHandle OpenDirectory(string path)
    {
        // O_RDONLY | O_CLOEXEC; File.OpenHandle refuses folders.
        var handle = OpenFile(path, OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000);
        return handle.IsInvalid ? throw LastError($"The folder '{path}' cannot be opened") : handle;
    }

    private static IOException LastError(string what)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"{what}: {error.Message}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFileSystem(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int SyncData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncFile(SafeFileHandle file);
}
