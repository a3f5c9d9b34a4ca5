namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DicomDatasetTests
{
    [Fact]
    public void Keeps_elements_in_the_order_of_their_tags_and_each_tag_once()
    {
        var dataset = new DicomDataset().Set(DicomTag.Rows, 2).Set(DicomTag.PatientID, "A").Set(DicomTag.SOPInstanceUID, "1.2").Set(DicomTag.PatientID, "B");
        Assert.Equal([DicomTag.SOPInstanceUID, DicomTag.PatientID, DicomTag.Rows], dataset.Select(i => i.Tag));
        Assert.Equal("B", dataset.GetString(DicomTag.PatientID));
        Assert.True(dataset.Remove(DicomTag.PatientID));
        Assert.False(dataset.Remove(DicomTag.PatientID));
        Assert.Null(dataset.GetString(DicomTag.PatientID));
    }

    [Fact]
    public void Tells_absent_from_empty()
    {
        var dataset = new DicomDataset().SetEmpty(DicomTag.PatientID).SetEmpty(DicomTag.Rows).SetEmpty(DicomTag.ReferencedStudySequence);
        Assert.Equal("", dataset.GetString(DicomTag.PatientID));
        Assert.Empty(dataset.GetStrings(DicomTag.PatientID)!);
        Assert.Null(dataset.GetInt32(DicomTag.Rows));
        Assert.Empty(dataset.GetSequence(DicomTag.ReferencedStudySequence)!.Items);
        Assert.Null(dataset.GetString(DicomTag.PatientName));
        Assert.Null(dataset.GetStrings(DicomTag.PatientName));
        Assert.Null(dataset.GetInt64s(DicomTag.Columns));
        Assert.Null(dataset.GetSequence(DicomTag.ReferencedImageSequence));
        Assert.Null(dataset.GetUid(DicomTag.SOPInstanceUID));
    }

    [Theory]
    [InlineData("PatientID", " AB \\C ", new[] { "AB", "C" })]
    [InlineData("StudyComments", " keeps\\this  ", new[] { " keeps\\this" })]
    [InlineData("SOPInstanceUID", "1.2.3\0", new[] { "1.2.3" })]
    [InlineData("ImageType", "A\\\\B", new[] { "A", "", "B" })]
    [InlineData("RetrieveURL", "http://a/b\\c ", new[] { "http://a/b\\c" })]
    public void Splits_and_trims_text_as_the_VR_asks(string keyword, string raw, string[] expected)
    {
        var tag = DicomTag.Parse(keyword);
        var dataset = new DicomDataset().SetBytes(tag, System.Text.Encoding.ASCII.GetBytes(raw));
        Assert.Equal(expected, dataset.GetStrings(tag));
    }

    [Theory]
    [InlineData("US", new long[] { 0, 65535 })]
    [InlineData("SS", new long[] { -32768, 32767 })]
    [InlineData("UL", new long[] { 0, 4294967295 })]
    [InlineData("SL", new long[] { -2147483648, 2147483647 })]
    [InlineData("SV", new[] { long.MinValue, long.MaxValue })]
    [InlineData("UV", new[] { 0, long.MaxValue })]
    [InlineData("IS", new long[] { -5, 12 })]
    public void Integers_come_back_from_every_VR(string vr, long[] values)
    {
        var tag = new DicomTag(0x0019, 0x1001);
        var dataset = new DicomDataset().SetEmpty(tag, DicomVR.Parse(vr)).Set(tag, values);
        Assert.Equal(vr, dataset[tag]!.VR.Code);
        Assert.Equal(values, dataset.GetInt64s(tag));
        Assert.Equal(values.Select(v => (double)v), dataset.GetDoubles(tag));
        Assert.Equal(values[0].ToString(System.Globalization.CultureInfo.InvariantCulture), dataset.GetString(tag));
        Assert.Equal(values, new DicomDataset().Set(tag, DicomVR.Parse(vr), dataset.GetStrings(tag)!).GetInt64s(tag));
    }

    [Theory]
    [InlineData("FL", 0.1f)]
    [InlineData("FD", 0.1)]
    [InlineData("DS", 0.1)]
    public void Fractions_come_back_from_every_VR(string vr, double value)
    {
        var tag = new DicomTag(0x0019, 0x1001);
        var dataset = new DicomDataset().SetEmpty(tag, DicomVR.Parse(vr)).Set(tag, value, -value);
        Assert.Equal([value, -value], dataset.GetDoubles(tag)!);
    }

    [Theory]
    [InlineData(Math.PI), InlineData(-Math.PI * 1e-300), InlineData(1.0 / 3), InlineData(-1.23456789012345678e+200), InlineData(1.7e308), InlineData(0)]
    public void Decimal_strings_fit_16_characters(double value)
    {
        var text = new DicomDataset().Set(DicomTag.SliceThickness, value).GetString(DicomTag.SliceThickness)!;
        Assert.InRange(text.Length, 1, 16);
        Assert.Equal(value, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture), Math.Abs(value) * 1e-8);
    }

    [Fact]
    public void Refuses_numbers_that_do_not_fit_and_text_that_is_no_number()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomDataset().Set(DicomTag.Rows, 65536));
        Assert.Throws<FormatException>(() => new DicomDataset().Set(DicomTag.Rows, "many"));
        Assert.Throws<ArgumentException>(() => new DicomDataset().Set(new DicomTag(0x0019, 0x1001), "what VR?"));
        Assert.Throws<ArgumentException>(() => new DicomDataset().Set(DicomTag.PixelData, "text"));
        var wrong = new DicomDataset().Set(DicomTag.NumberOfFrames, "few");
        Assert.Equal(DicomTag.NumberOfFrames, Assert.Throws<DicomFormatException>(() => wrong.GetInt32(DicomTag.NumberOfFrames)).Tag);
    }

    [Fact]
    public void Chooses_the_signed_VR_for_negative_numbers()
    {
        Assert.Equal(DicomVR.SS, new DicomDataset().Set(DicomTag.PixelPaddingValue, -2000)[DicomTag.PixelPaddingValue]!.VR);
        Assert.Equal(DicomVR.US, new DicomDataset().Set(DicomTag.PixelPaddingValue, 2000)[DicomTag.PixelPaddingValue]!.VR);
    }

    [Fact]
    public void Items_inherit_the_character_set_until_they_have_their_own()
    {
        var item = new DicomDataset();
        var dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 192").Set(DicomTag.ReferencedPatientSequence, item);
        item.Set(DicomTag.PatientName, "Grün");
        Assert.Equal("4772C3BC6E20"[..10], Convert.ToHexString(item.GetBytes(DicomTag.PatientName)!.Value.Span)[..10]);
        Assert.Equal("Grün", item.GetString(DicomTag.PatientName));
        item.Set(DicomTag.SpecificCharacterSet, "ISO_IR 100").Set(DicomTag.PatientName, "Grün");
        Assert.Equal("4772FC6E", Convert.ToHexString(item.GetBytes(DicomTag.PatientName)!.Value.Span));
        Assert.Equal("Grün", item.GetString(DicomTag.PatientName));
        Assert.Same(dataset, item.Parent);
        dataset.Remove(DicomTag.ReferencedPatientSequence);
        Assert.Null(item.Parent);
    }

    [Fact]
    public void Private_blocks_are_reserved_once_and_found_by_their_creator()
    {
        var dataset = new DicomDataset();
        var first = dataset.ReservePrivate("OPTOS A", 0x0019, 0x01);
        var second = dataset.ReservePrivate("OPTOS B", 0x0019, 0x01);
        Assert.Equal((new DicomTag(0x0019, 0x1001), new DicomTag(0x0019, 0x1101)), (first, second));
        Assert.Equal(new DicomTag(0x0019, 0x1102), dataset.ReservePrivate("OPTOS B", 0x0019, 0x02));
        Assert.Equal("OPTOS B", dataset.GetPrivateCreator(second));
        Assert.Equal(new DicomTag(0x0019, 0x1105), dataset.FindPrivate("OPTOS B", 0x0019, 0x05));
        Assert.Null(dataset.FindPrivate("OPTOS C", 0x0019, 0x05));
        Assert.Throws<ArgumentException>(() => dataset.ReservePrivate("OPTOS", 0x0018, 0));
    }

    [Fact]
    public void A_data_set_can_be_in_one_place_only_and_clones_are_free()
    {
        var item = new DicomDataset().Set(DicomTag.PatientID, "1");
        var dataset = new DicomDataset().Set(DicomTag.ReferencedPatientSequence, item);
        Assert.Throws<InvalidOperationException>(() => new DicomDataset().Set(DicomTag.ReferencedPatientSequence, item));
        Assert.Throws<InvalidOperationException>(() => new DicomDataset().Set(dataset.GetSequence(DicomTag.ReferencedPatientSequence)!));
        Assert.Throws<InvalidOperationException>(() => dataset.GetSequence(DicomTag.ReferencedPatientSequence)!.Items.Add(dataset));
        var copy = dataset.Clone();
        copy.GetSequence(DicomTag.ReferencedPatientSequence)!.Items[0].Set(DicomTag.PatientID, "2");
        Assert.Equal("1", item.GetString(DicomTag.PatientID));
    }
}
