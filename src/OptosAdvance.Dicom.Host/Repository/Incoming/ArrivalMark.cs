using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// What a file in the incoming area says of itself: that it came in whole, with this length and checksum. It is an extended attribute of the file, so that the
/// flush of the file makes both durable, and the log need not be flushed before the instance is acknowledged. Linux only.
/// </summary>
internal static partial class ArrivalMark
{
    private const string Name = "user.optos.arrived";
    private const byte Version = 1;

    /// <summary>Bytes of a mark.</summary>
    public const int Length = 29;

    /// <summary>Tries in a folder whether its file system keeps such attributes.</summary>
    public static bool IsKeptIn(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        try
        {
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, FileOptions.DeleteOnClose);
            var probe = new StoredFile(1, 1, 1);
            return TryWrite(file, probe, DateTimeOffset.UnixEpoch) && Read(path)?.File == probe;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Marks the file; not durable before it is flushed. False when the file system does not take it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="stored">Its length and checksum.</param>
    /// <param name="receivedAt">When it had come in.</param>
    public static bool TryWrite(SafeFileHandle file, StoredFile stored, DateTimeOffset receivedAt)
    {
        Span<byte> value = stackalloc byte[Length];
        Encode(value, stored, receivedAt);
        return SetAttribute(file, Name, value, (nuint)value.Length, 0) == 0;
    }

    /// <summary>Reads the mark; null when there is none that this program knows.</summary>
    public static (StoredFile File, DateTimeOffset ReceivedAt)? Read(string path)
    {
        Span<byte> value = stackalloc byte[Length];
        return OperatingSystem.IsLinux() && GetAttribute(path, Name, value, (nuint)value.Length) == Length ? Decode(value) : null;
    }

    /// <summary>Writes a mark as bytes.</summary>
    /// <param name="value">Where to: <see cref="Length"/> bytes.</param>
    /// <param name="stored">Length and checksum of the file.</param>
    /// <param name="receivedAt">When it had come in.</param>
    public static void Encode(Span<byte> value, StoredFile stored, DateTimeOffset receivedAt)
    {
        value[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(value[1..], stored.HeaderLength);
        BinaryPrimitives.WriteInt64LittleEndian(value[5..], stored.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(value[13..], stored.Checksum);
        BinaryPrimitives.WriteInt64LittleEndian(value[21..], receivedAt.UtcTicks);
    }

    /// <summary>Reads a mark from its bytes; null when it is none that this program knows.</summary>
    public static (StoredFile File, DateTimeOffset ReceivedAt)? Decode(ReadOnlySpan<byte> value)
    {
        if (value[0] != Version)
        {
            return null;
        }

        var file = new StoredFile(
            BinaryPrimitives.ReadInt64LittleEndian(value[5..]),
            BinaryPrimitives.ReadInt32LittleEndian(value[1..]),
            BinaryPrimitives.ReadUInt64LittleEndian(value[13..]));
        return (file, new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(value[21..]), TimeSpan.Zero));
    }

    [LibraryImport("libc", EntryPoint = "fsetxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(SafeFileHandle file, string name, ReadOnlySpan<byte> value, nuint size, int flags);

    [LibraryImport("libc", EntryPoint = "getxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, Span<byte> value, nuint size);
}
