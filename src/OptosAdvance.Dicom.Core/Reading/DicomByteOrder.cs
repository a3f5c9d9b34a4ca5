using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace OptosAdvance.Dicom.Core;

/// <summary>Turns byte order round in place. Bytes after the last whole unit stay as they are.</summary>
internal static class DicomByteOrder
{
    public static void Swap(Span<byte> bytes, int unitSize)
    {
        switch (unitSize)
        {
            case 2:
                var words = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                var longs = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
            case 8:
                var veryLongs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(veryLongs, veryLongs);
                break;
            default:
                break;
        }
    }
}
