using System.Buffers.Binary;

namespace OptosAdvance.Dicom.Faults.Tests;

/// <summary>Part 10 files that the host has written, read without its own reader.</summary>
internal static class StoredFile
{
    /// <summary>Where the data set begins: behind preamble, prefix and group 0002, whose length is its first element (PS3.10 7.1).</summary>
    public static long DataSetOffset(Stream file)
    {
        var head = new byte[144];
        file.Position = 0;
        file.ReadExactly(head);
        Assert.Equal("DICM"u8.ToArray(), head[128..132]);
        return 144 + BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(140));
    }

    public static byte[] DataSet(string path)
    {
        using var file = File.OpenRead(path);
        file.Position = DataSetOffset(file);
        var rest = new byte[file.Length - file.Position];
        file.ReadExactly(rest);
        return rest;
    }

    /// <summary>Whether a file's data set is the same, byte by byte, as what a stream gives.</summary>
    public static void AssertHolds(string path, Stream expected)
    {
        using var file = File.OpenRead(path);
        file.Position = DataSetOffset(file);
        Assert.Equal(expected.Length, file.Length - file.Position);
        var one = new byte[1 << 20];
        var other = new byte[1 << 20];
        int read;
        while ((read = file.ReadAtLeast(one, one.Length, throwOnEndOfStream: false)) > 0)
        {
            expected.ReadExactly(other, 0, read);
            Assert.True(one.AsSpan(0, read).SequenceEqual(other.AsSpan(0, read)), $"{path} differs before offset {file.Position}.");
        }
    }
}
