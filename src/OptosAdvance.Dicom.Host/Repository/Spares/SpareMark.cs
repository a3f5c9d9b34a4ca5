using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// The <see cref="ArrivalMark"/> of an instance that came into a spare file. It stands in the file's last block, which is there already: the flush of the data makes it durable, and
/// the file system has nothing of its own to write. It goes when the file is cut to the length of the instance.
/// </summary>
internal static class SpareMark
{
    /// <summary>Bytes at the end of a spare file that are the mark's.</summary>
    public const int Reserved = 4096;

    private const ulong Magic = 0x3145_5241_5053_544F; // "OTSPARE1"
    private const int ValueOffset = sizeof(ulong);
    private const int ChecksumOffset = ValueOffset + ArrivalMark.Length;
    private const int Length = ChecksumOffset + sizeof(ulong);

    /// <summary>Marks the file; not durable before it is flushed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">Its length as a spare one.</param>
    /// <param name="stored">Length and checksum of the instance.</param>
    /// <param name="receivedAt">When it had come in.</param>
    /// <exception cref="IOException">The volume is broken.</exception>
    public static void Write(SafeFileHandle file, long length, StoredFile stored, DateTimeOffset receivedAt)
    {
        // The whole block: for a piece of it the system may have to read it first.
        Span<byte> block = stackalloc byte[Reserved];
        BinaryPrimitives.WriteUInt64LittleEndian(block, Magic);
        ArrivalMark.Encode(block[ValueOffset..ChecksumOffset], stored, receivedAt);
        BinaryPrimitives.WriteUInt64LittleEndian(block[ChecksumOffset..], XxHash3.HashToUInt64(block[..ChecksumOffset]));
        RandomAccess.Write(file, block, length - Reserved);
    }

    /// <summary>Reads the mark; null when there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (StoredFile File, DateTimeOffset ReceivedAt)? Read(SafeFileHandle file)
    {
        Span<byte> block = stackalloc byte[Length];
        var position = RandomAccess.GetLength(file) - Reserved;
        return position >= 0
            && RandomAccess.Read(file, block, position) == Length
            && BinaryPrimitives.ReadUInt64LittleEndian(block) == Magic
            && BinaryPrimitives.ReadUInt64LittleEndian(block[ChecksumOffset..]) == XxHash3.HashToUInt64(block[..ChecksumOffset])
                ? ArrivalMark.Decode(block[ValueOffset..ChecksumOffset])
                : null;
    }
}
