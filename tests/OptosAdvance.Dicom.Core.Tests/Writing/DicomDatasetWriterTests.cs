namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DicomDatasetWriterTests
{
    private static readonly DicomTransferSyntax Explicit = DicomTransferSyntax.ExplicitVRLittleEndian;
    private static readonly DicomTransferSyntax Implicit = DicomTransferSyntax.ImplicitVRLittleEndian;
    private static readonly DicomTransferSyntax Big = DicomTransferSyntax.ExplicitVRBigEndian;
    private static readonly DicomWriteOptions Undefined = new() { UseUndefinedLengths = true };

    [Fact]
    public void Writes_sequences_with_explicit_or_undefined_lengths()
    {
        var dataset = new DicomDataset().Set(DicomTag.ReferencedImageSequence, new DicomDataset().Set(DicomTag.Rows, 0x0201));
        Assert.Equal("0800401153510000" + "12000000" + "FEFF00E00A000000" + "2800100055530200" + "0102", Hex(dataset, Explicit));
        Assert.Equal("08004011" + "12000000" + "FEFF00E00A000000" + "2800100002000000" + "0102", Hex(dataset, Implicit));
        Assert.Equal("0008114053510000" + "00000012" + "FFFEE0000000000A" + "0028001055530002" + "0201", Hex(dataset, Big));
        Assert.Equal(
            "0800401153510000" + "FFFFFFFF" + "FEFF00E0FFFFFFFF" + "2800100055530200" + "0102" + "FEFF0DE000000000" + "FEFFDDE000000000",
            Hex(dataset, Explicit, Undefined));
    }

    [Theory]
    [InlineData("PN", "41", "20")]
    [InlineData("UI", "31", "00")]
    [InlineData("OB", "07", "00")]
    [InlineData("UN", "07", "00")]
    [InlineData("UT", "41", "20")]
    public void Pads_odd_values_as_the_VR_asks(string vr, string value, string padding)
    {
        var dataset = new DicomDataset().Set(new DicomElement(new DicomTag(0x0019, 0x1001), DicomVR.Parse(vr), Convert.FromHexString(value)));
        Assert.Equal("1900011002000000" + value + padding, Hex(dataset, Implicit));
    }

    [Theory]
    [InlineData("AT", "0100020003000400", "0001000200030004")]
    [InlineData("US", "0102", "0201")]
    [InlineData("FL", "01020304", "04030201")]
    [InlineData("OD", "0102030405060708", "0807060504030201")]
    [InlineData("OV", "0102030405060708", "0807060504030201")]
    [InlineData("UN", "0102", "0102")]
    public void Turns_numbers_round_for_big_endian(string vr, string little, string big)
    {
        var element = new DicomElement(new DicomTag(0x0019, 0x1001), DicomVR.Parse(vr), Convert.FromHexString(little));
        Assert.EndsWith(big, Hex(new DicomDataset().Set(element), Big), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_values_too_long_for_a_16_bit_length_as_UN()
    {
        var dataset = new DicomDataset().SetBytes(DicomTag.ContourData, new byte[70_000]);
        var read = DicomDatasetReader.Read(DicomDatasetWriter.ToArray(dataset, Explicit), Explicit);
        Assert.Equal(DicomVR.UN, read[DicomTag.ContourData]!.VR);
        Assert.Equal(70_000, read.GetBytes(DicomTag.ContourData)!.Value.Length);
    }

    [Fact]
    public void Drops_group_lengths_unless_told_to_keep_them()
    {
        var dataset = new DicomDataset().SetBytes(new DicomTag(0x0008, 0), new byte[4]).Set(DicomTag.PatientID, "1");
        Assert.Single(DicomDatasetReader.Read(DicomDatasetWriter.ToArray(dataset, Explicit), Explicit));
        Assert.Equal(2, DicomDatasetReader.Read(DicomDatasetWriter.ToArray(dataset, Explicit, new DicomWriteOptions { KeepGroupLengths = true }), Explicit).Count);
    }

    [Fact]
    public void Leaves_fragments_untouched_and_refuses_them_where_they_cannot_be()
    {
        var fragments = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB);
        fragments.Fragments.Add(new byte[] { 0xFF, 0xD8 });
        var dataset = new DicomDataset().Set(fragments);
        Assert.Equal(
            "E07F10004F420000FFFFFFFF" + "FEFF00E000000000" + "FEFF00E002000000FFD8" + "FEFFDDE000000000",
            Hex(dataset, DicomTransferSyntax.JPEGBaseline8Bit));
        Assert.Throws<InvalidOperationException>(() => Hex(dataset, Explicit));
    }

    [Fact]
    public void Private_sequences_stay_sequences_in_implicit_VR()
    {
        var dataset = new DicomDataset().Set(new DicomSequence(new DicomTag(0x0019, 0x1001), new DicomDataset().Set(DicomTag.PatientID, "1")));
        var read = DicomDatasetReader.Read(DicomDatasetWriter.ToArray(dataset, Implicit), Implicit);
        Assert.Equal("1", read.GetSequence(new DicomTag(0x0019, 0x1001))!.Items[0].GetString(DicomTag.PatientID));
    }

    [Fact]
    public void Refuses_to_write_what_is_nested_too_deep()
    {
        var dataset = new DicomDataset();
        for (var i = 0; i < 600; i++) dataset = new DicomDataset().Set(DicomTag.ReferencedImageSequence, dataset);
        Assert.Throws<InvalidOperationException>(() => DicomDatasetWriter.ToArray(dataset, Explicit));
        Assert.Throws<InvalidOperationException>(() => DicomDatasetWriter.ToArray(dataset, Explicit, Undefined));
    }

    [Fact]
    public void Writes_the_same_to_a_stream_as_to_memory()
    {
        var pixels = new byte[300_000];
        new Random(3).NextBytes(pixels);
        var dataset = new DicomDataset().Set(DicomTag.PatientID, "1").SetBytes(DicomTag.PixelData, pixels, DicomVR.OW);
        foreach (var syntax in new[] { Explicit, Implicit, Big })
        {
            using var stream = new MemoryStream();
            DicomDatasetWriter.Write(stream, dataset, syntax);
            Assert.Equal(DicomDatasetWriter.ToArray(dataset, syntax), stream.ToArray());
        }
    }

    private static string Hex(DicomDataset dataset, DicomTransferSyntax syntax, DicomWriteOptions? options = null) =>
        Convert.ToHexString(DicomDatasetWriter.ToArray(dataset, syntax, options));
}
