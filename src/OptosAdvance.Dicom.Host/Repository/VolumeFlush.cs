using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>Makes what was written to a volume survive a power cut: the one place that knows how each platform does it.</summary>
/// <remarks>
/// Linux can flush a whole file system in one call (syncfs), with one commit of its journal, and so serves a whole batch. For a few instances, and
/// when much else is being written, flushing the files, their folders and the log one by one is cheaper.
/// Elsewhere each file is flushed; the ingest log holds what is needed to finish a rename that was not.
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

    /// <summary>
    /// Sets the device to work on what was written to a file, without waiting for it. Promises nothing; but when every file of a batch is on
    /// its way, and its blocks are allocated, before the first is flushed, one commit of the journal serves them all.
    /// </summary>
    public static void StartWriting(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
        {
            // A hint: what cannot be started here fails, if at all, in the flush.
            _ = SyncFileRange(file, 0, 0, StartWriteback);
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

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncFile(SafeFileHandle file);
}
