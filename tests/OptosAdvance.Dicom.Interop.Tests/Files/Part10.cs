using System.Buffers.Binary;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Finds the data set in a Part 10 file without any help of the product's own reader.</summary>
internal static class Part10
{
    /// <summary>The bytes after preamble, prefix and group 2 (PS3.10 7.1); the whole file when it has none of them.</summary>
    public static ReadOnlyMemory<byte> DataSet(byte[] file)
    {
        if (file.Length < 144 || !file.AsSpan(128, 4).SequenceEqual("DICM"u8)) return file;
        var position = 132;
        while (position + 8 <= file.Length && BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(position)) == 2)
        {
            var vr = file.AsSpan(position + 4, 2);
            var hasLongLength = vr.SequenceEqual("OB"u8) || vr.SequenceEqual("UN"u8) || vr.SequenceEqual("UT"u8) || vr.SequenceEqual("OW"u8);
            position += hasLongLength
                ? 12 + (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(position + 8))
                : 8 + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(position + 6));
        }

        return file.AsMemory(position);
    }

    public static ReadOnlyMemory<byte> DataSet(string path) => DataSet(File.ReadAllBytes(path));

    /// <summary>Fails with the first difference of two data sets.</summary>
    public static void AssertSame(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual, string name)
    {
        var common = expected.Span.CommonPrefixLength(actual.Span);
        Assert.True(
            common == expected.Length && common == actual.Length,
            $"{name}: {expected.Length} bytes sent, {actual.Length} bytes came back, different from byte {common} on");
    }
}
