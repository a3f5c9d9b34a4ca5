using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>Writing past the system's page cache: the one place that knows where and how it is done.</summary>
/// <remarks>On Linux, where the file system can; elsewhere the cache is used.</remarks>
internal static partial class DirectWriting
{
    private const int GetFlags = 3;
    private const int SetFlags = 4;

    /// <summary>O_DIRECT of the processor's ABI; 0 where it is not known.</summary>
    private static readonly int s_direct = !OperatingSystem.IsLinux() ? 0 : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 or Architecture.X86 => 0x4000,
        Architecture.Arm64 or Architecture.Arm => 0x10000,
        _ => 0,
    };

    /// <summary>Tries in a folder whether its file system takes pieces of <see cref="AlignedBuffers"/> so.</summary>
    public static bool IsPossibleIn(string folder)
    {
        if (s_direct == 0)
        {
            return false;
        }

        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var buffer = AlignedBuffers.Rent();
        try
        {
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
            if (!TryBegin(file))
            {
                return false;
            }

            buffer.Span[..AlignedBuffers.Alignment].Clear();
            RandomAccess.Write(file, buffer.Span[..AlignedBuffers.Alignment], 0);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            AlignedBuffers.Return(buffer);
        }
    }

    /// <summary>From here on the file is written past the cache; false when its file system does not know how. Only where <see cref="IsPossibleIn"/> says so.</summary>
    public static bool TryBegin(SafeFileHandle file)
    {
        var flags = ControlFile(file, GetFlags, 0);
        return flags >= 0 && ControlFile(file, SetFlags, flags | s_direct) == 0;
    }

    /// <summary>From here on the file is written by way of the cache again.</summary>
    public static void End(SafeFileHandle file)
    {
        var flags = ControlFile(file, GetFlags, 0);
        ControlFile(file, SetFlags, flags & ~(nint)s_direct);
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int ControlFile(SafeFileHandle file, int command, nint argument);
}
