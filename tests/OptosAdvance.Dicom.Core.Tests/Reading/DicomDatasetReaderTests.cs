using System.IO.Compression;

namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DicomDatasetReaderTests
{
    private static readonly DicomTransferSyntax Explicit = DicomTransferSyntax.ExplicitVRLittleEndian;

    [Fact]
    public void Stops_before_a_tag_and_looks_at_nothing_behind_it()
    {
        var bytes = DicomDatasetWriter.ToArray(Image(), Explicit);
        var garbage = bytes.AsMemory(0, bytes.Length - 100_000).ToArray();
        var read = DicomDatasetReader.Read(garbage, Explicit, new DicomReadOptions { StopBefore = DicomTag.PixelData });
        Assert.Equal(Image().Count - 1, read.Count);
        Assert.False(read.Contains(DicomTag.PixelData));
    }

    [Fact]
    public void Stops_before_the_next_tag_when_the_tag_is_absent_but_not_in_items()
    {
        var dataset = new DicomDataset().Set(DicomTag.ReferencedStudySequence, new DicomDataset().Set(DicomTag.PatientID, "IN ITEM"))
            .Set(DicomTag.PatientName, "A").Set(DicomTag.Rows, 1);
        var read = DicomDatasetReader.Read(DicomDatasetWriter.ToArray(dataset, Explicit), Explicit, new DicomReadOptions { StopBefore = DicomTag.PatientID });
        Assert.Equal(2, read.Count);
        Assert.Equal("IN ITEM", read.GetSequence(DicomTag.ReferencedStudySequence)!.Items[0].GetString(DicomTag.PatientID));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaves_large_values_in_the_stream_and_says_where_they_are(bool canSeek)
    {
        var bytes = DicomDatasetWriter.ToArray(Image().Set(new DicomElement(new DicomTag(0xFFFC, 0xFFFC), DicomVR.OB, new byte[10])), Explicit);
        await using var stream = canSeek ? new MemoryStream(bytes) : new ForwardStream(bytes);
        var options = new DicomReadOptions { SkipLargerThan = 1000 };
        var read = canSeek
            ? DicomDatasetReader.Read(stream, Explicit, options) : await DicomDatasetReader.ReadAsync(stream, Explicit, options, TestContext.Current.CancellationToken);
        var skipped = Assert.IsType<DicomSkippedElement>(read[DicomTag.PixelData]);
        Assert.Equal(200_000u, skipped.Length);
        Assert.Equal(Image().GetBytes(DicomTag.PixelData)!.Value.ToArray(), bytes.AsSpan((int)skipped.Position, 200_000).ToArray());
        Assert.True(read.Contains(new DicomTag(0xFFFC, 0xFFFC)));
        Assert.Throws<InvalidOperationException>(() => DicomDatasetWriter.ToArray(read, Explicit));
    }

    [Fact]
    public void Notices_that_a_skipped_value_is_cut_off()
    {
        var bytes = DicomDatasetWriter.ToArray(Image(), Explicit);
        using var stream = new MemoryStream(bytes, 0, bytes.Length - 1);
        var error = Assert.Throws<DicomFormatException>(() => DicomDatasetReader.Read(stream, Explicit, new DicomReadOptions { SkipLargerThan = 1000 }));
        Assert.Equal(DicomTag.PixelData, error.Tag);
        Assert.Equal(bytes.Length - 1, error.Position);
    }

    [Fact]
    public void Takes_memory_as_bytes_come_and_not_as_a_length_claims()
    {
        byte[] bytes = [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0, 0x00, 0x00, 0x00, 0x20, 1, 2, 3, 4];
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var stream = new ForwardStream(bytes);
        Assert.Throws<DicomFormatException>(() => DicomDatasetReader.Read(stream, Explicit));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Refuses_values_and_data_sets_beyond_the_limits()
    {
        var bytes = DicomDatasetWriter.ToArray(Image(), Explicit);
        Refuses(new DicomReadLimits { MaximumElementLength = 199_999 }, "larger than the limit");
        Refuses(new DicomReadLimits { MaximumMemory = 100_000 }, "needs more memory");
        Refuses(new DicomReadLimits { MaximumElements = 2 }, "more than 2 elements");

        void Refuses(DicomReadLimits limits, string message)
        {
            var error = Assert.Throws<DicomFormatException>(() => DicomDatasetReader.Read(bytes, Explicit, new DicomReadOptions { Limits = limits }));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refuses_deflated_data_that_inflates_without_end()
    {
        using var bomb = new MemoryStream();
        using (var deflate = new DeflateStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write([0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0, 0xFE, 0xFF, 0xFF, 0x7F]);
            for (var i = 0; i < 64; i++) deflate.Write(new byte[1 << 20]);
        }

        bomb.Position = 0;
        var options = new DicomReadOptions { SkipLargerThan = 1000, Limits = new DicomReadLimits { MaximumMemory = 16 << 20 } };
        var error = Assert.Throws<DicomFormatException>(() => DicomDatasetReader.Read(bomb, DicomTransferSyntax.DeflatedExplicitVRLittleEndian, options));
        Assert.Contains("inflates to more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_deflated_data_that_is_damaged_or_cut_off()
    {
        var deflated = DicomTransferSyntax.DeflatedExplicitVRLittleEndian;
        var bytes = DicomDatasetWriter.ToArray(Image(), deflated);
        Assert.Equal(DatasetComparison.Describe(Image()), DatasetComparison.Describe(DicomDatasetReader.Read(bytes, deflated)));
        Assert.Throws<DicomFormatException>(() => DicomDatasetReader.Read(bytes.AsMemory(0, bytes.Length / 2), deflated));
        Assert.Throws<DicomFormatException>(() => DicomDatasetReader.Read(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, deflated));
    }

    [Fact]
    public void Gives_implicit_US_or_SS_elements_the_sign_that_pixel_representation_says()
    {
        var dataset = new DicomDataset().Set(DicomTag.PixelRepresentation, 1).Set(new DicomElement(DicomTag.SmallestImagePixelValue, DicomVR.SS, new byte[] { 0xFF, 0xFF }));
        dataset.Set(DicomTag.ModalityLUTSequence, new DicomDataset().Set(new DicomElement(DicomTag.LUTDescriptor, DicomVR.SS, new byte[] { 0, 1, 0xFF, 0xFF, 16, 0 })));
        var read = DicomDatasetReader.Read(DicomDatasetWriter.ToArray(dataset, DicomTransferSyntax.ImplicitVRLittleEndian), DicomTransferSyntax.ImplicitVRLittleEndian);
        Assert.Equal(-1, read.GetInt32(DicomTag.SmallestImagePixelValue));
        Assert.Equal([256, -1, 16], read.GetSequence(DicomTag.ModalityLUTSequence)!.Items[0].GetInt64s(DicomTag.LUTDescriptor)!);
    }

    [Fact]
    public void Sorts_elements_that_come_out_of_order_and_keeps_the_last_of_the_same_tag()
    {
        byte[] Element(byte element, byte value) => [0x28, 0x00, element, 0x00, (byte)'U', (byte)'S', 2, 0, value, 0];
        var read = DicomDatasetReader.Read((byte[])[.. Element(0x11, 1), .. Element(0x10, 2), .. Element(0x11, 3)], Explicit);
        Assert.Equal([DicomTag.Rows, DicomTag.Columns], read.Select(i => i.Tag));
        Assert.Equal((2, 3), (read.GetInt32(DicomTag.Rows), read.GetInt32(DicomTag.Columns)));
    }

    [Fact]
    public void Takes_no_longer_for_a_million_elements_in_descending_order()
    {
        const int count = 1_000_000;
        var bytes = new byte[count * 8];
        for (var i = 0; i < count; i++)
        {
            var tag = 0x7FDFFFFFu - (uint)i;
            var place = bytes.AsSpan(i * 8);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)(tag >> 16));
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(place[2..], (ushort)tag);
            place[4] = place[5] = (byte)' ';
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(count, DicomDatasetReader.Read(bytes, Explicit).Count);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Can_be_cancelled()
    {
        await using var stream = new ForwardStream(DicomDatasetWriter.ToArray(Image(), Explicit));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await DicomDatasetReader.ReadAsync(stream, Explicit, null, new CancellationToken(true)));
    }

    private static DicomDataset Image()
    {
        var pixels = new byte[200_000];
        new Random(7).NextBytes(pixels);
        return new DicomDataset().Set(DicomTag.SOPInstanceUID, "1.2.3").Set(DicomTag.Rows, 400).Set(DicomTag.Columns, 500)
            .SetBytes(DicomTag.PixelData, pixels, DicomVR.OW);
    }

    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
