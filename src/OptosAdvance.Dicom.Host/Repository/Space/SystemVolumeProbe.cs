using System.Runtime.InteropServices;

namespace OptosAdvance.Dicom.Host;

/// <summary>Asks the operating system about a volume.</summary>
internal sealed partial class SystemVolumeProbe : IVolumeProbe
{
    /// <inheritdoc/>
    public VolumeSpace? Measure(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? MeasureWindows(path) : MeasureUnix(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The volume is away; whoever asks sees that it is not measured.
            return null;
        }
    }

    /// <inheritdoc/>
    public string VolumeOf(string path)
    {
        var full = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
        {
            return Path.GetPathRoot(full)?.ToUpperInvariant() ?? full;
        }

        return MountPoint.Of(full, DriveInfo.GetDrives().Select(static drive => drive.Name)) ?? "/";
    }

    private static VolumeSpace? MeasureUnix(string path)
    {
        var drive = new DriveInfo(path);
        return new VolumeSpace(drive.TotalSize, drive.AvailableFreeSpace);
    }

    /// <summary>By the folder, not by its drive letter: a volume may be mounted in a folder, or be a share.</summary>
    private static VolumeSpace? MeasureWindows(string path) =>
        GetDiskFreeSpace(Path.EndsInDirectorySeparator(path) ? path : path + Path.DirectorySeparatorChar, out var available, out var total, out _)
            ? new VolumeSpace((long)Math.Min(total, long.MaxValue), (long)Math.Min(available, long.MaxValue))
            : null;

    [LibraryImport("kernel32", EntryPoint = "GetDiskFreeSpaceExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetDiskFreeSpace(string directory, out ulong available, out ulong total, out ulong free);
}
