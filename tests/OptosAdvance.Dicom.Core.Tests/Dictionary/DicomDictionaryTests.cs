using OptosAdvance.Dicom.DictionaryGenerator;

namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DicomDictionaryTests
{
    [Fact]
    public void Generated_source_is_up_to_date_with_the_tables()
    {
        var root = RepositoryRoot();
        foreach (var (path, content) in CodeGenerator.Generate(Path.Combine(root, "tools", "OptosAdvance.Dicom.DictionaryGenerator", "Data")))
        {
            var committed = File.ReadAllText(Path.Combine(root, "src", "OptosAdvance.Dicom.Core", path)).ReplaceLineEndings("\n");
            Assert.True(content == committed, $"{path} differs from what the tables say: run the generator.");
        }
    }

    [Fact]
    public void Finds_every_entry_by_tag_and_by_keyword()
    {
        Assert.True(DicomDictionary.Count >= 5354);
        foreach (var entry in DicomDictionary.Entries)
        {
            Assert.NotNull(DicomDictionary.Find(entry.Tag));
            Assert.NotEmpty(entry.Multiplicity);
            if (entry.Keyword.Length > 0) Assert.Equal(entry.Tag, DicomDictionary.Find(entry.Keyword)!.Tag);
        }
    }

    [Theory]
    [InlineData("00100010", "PatientName", "Patient's Name", "PN", "1", false)]
    [InlineData("0008103E", "SeriesDescription", "Series Description", "LO", "1", false)]
    [InlineData("00080005", "SpecificCharacterSet", "Specific Character Set", "CS", "1-n", false)]
    [InlineData("00280106", "SmallestImagePixelValue", "Smallest Image Pixel Value", "US SS", "1", false)]
    [InlineData("7FE00010", "PixelData", "Pixel Data", "OB OW", "1", false)]
    [InlineData("0008040C", "FileOffsetInContainer", "File Offset in Container", "UV", "1", false)]
    [InlineData("00100041", "GenderIdentitySequence", "Gender Identity Sequence", "SQ", "1", false)]
    [InlineData("00189826", "ExcitationWavelength", "Excitation Wavelength", "FD", "1", false)]
    [InlineData("00102160", "EthnicGroup", "Ethnic Group", "SH", "1", true)]
    [InlineData("0040E012", "DisplayURI", "Display URI", "UR", "1", false)]
    [InlineData("3002010A", "RTImageFramekVRadiationAcquisitionSequence", "RT Image Frame kV Radiation Acquisition Sequence", "SQ", "1", false)]
    [InlineData("7FE00003", "EncapsulatedPixelDataValueTotalLength", "Encapsulated Pixel Data Value Total Length", "UV", "1", false)]
    [InlineData("50AE3000", "CurveData", "Curve Data", "OB OW", "1", true)]
    [InlineData("60123000", "OverlayData", "Overlay Data", "OB OW", "1", false)]
    [InlineData("00203107", "SourceImageIDs", "Source Image IDs", "CS", "1-n", true)]
    [InlineData("4008010B", "InterpretationText", "Interpretation Text", "ST", "1", true)]
    public void Tells_what_the_standard_says(string tag, string keyword, string name, string representations, string multiplicity, bool isRetired)
    {
        var entry = DicomDictionary.Find(DicomTag.Parse(tag));
        Assert.NotNull(entry);
        Assert.Equal((keyword, name, multiplicity, isRetired), (entry.Keyword, entry.Name, entry.Multiplicity, entry.IsRetired));
        Assert.Equal(representations, string.Join(' ', entry.Representations.Select(r => r.Code)));
        Assert.Equal(tag, $"{entry.Tag.Value:X8}");
    }

    [Theory]
    [InlineData("00090010", "LO")]
    [InlineData("00091001", "UN")]
    [InlineData("00090000", "UL")]
    [InlineData("00080000", "UL")]
    [InlineData("00081234", "UN")]
    [InlineData("7FE00010", "OW")]
    [InlineData("00280106", "US")]
    [InlineData("60013000", "UN")]
    [InlineData("0008115A", "UI")]
    public void Assumes_a_VR_where_the_data_carries_none(string tag, string vr)
    {
        Assert.Equal(vr, DicomDictionary.ImplicitVR(DicomTag.Parse(tag)).Code);
    }

    [Theory]
    [InlineData("(0010,0010)"), InlineData("0010,0010"), InlineData("00100010"), InlineData("PatientName"), InlineData(" (0010,0010) ")]
    public void Parses_tags_in_all_their_spellings(string text)
    {
        Assert.Equal(DicomTag.PatientName, DicomTag.Parse(text));
        Assert.Equal("(0010,0010)", DicomTag.PatientName.ToString());
    }

    [Theory]
    [InlineData(""), InlineData("(0010"), InlineData("patientname"), InlineData("0010001"), InlineData("(0010;0010)"), InlineData(null)]
    public void Refuses_what_is_no_tag(string? text)
    {
        Assert.False(DicomTag.TryParse(text, out _));
    }

    private static string RepositoryRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "OptosAdvance.Dicom.sln"))) return folder;
        }

        Assert.Skip("The source is not beside the tests.");
        return "";
    }
}
