using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.SampleImages.Tests;

public sealed class SampleStudyTests
{
    private static readonly SampleStudyOptions Small = new() { FundusWidth = 96, FundusHeight = 80, WideFieldWidth = 101, WideFieldHeight = 67 };

    private static byte[] Bytes(DicomFile file)
    {
        using var stream = new MemoryStream();
        file.Save(stream);
        return stream.ToArray();
    }

    [Fact]
    public void A_study_shows_both_eyes_twice()
    {
        IReadOnlyList<DicomFile> files = SampleStudy.Create(7, Small);
        Assert.Equal(["fundus-R.dcm", "fundus-L.dcm", "widefield-R.dcm", "widefield-L.dcm"], files.Select(SampleStudy.FileName));
        Assert.Single(files.Select(file => file.Dataset.GetString(DicomTag.StudyInstanceUID)).Distinct());
        Assert.Equal(2, files.Select(file => file.Dataset.GetString(DicomTag.SeriesInstanceUID)).Distinct().Count());
        Assert.Equal(4, files.Select(file => file.Dataset.GetString(DicomTag.SOPInstanceUID)).Distinct().Count());
        Assert.All(files, file => Assert.True(file.Dataset.GetUid(DicomTag.SOPInstanceUID)!.Value.IsValid));
        Assert.All(files, file => Assert.Equal(DicomTransferSyntax.JPEGBaseline8Bit, file.TransferSyntax));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_one_another_study()
    {
        Assert.Equal(SampleStudy.Create(3, Small).Select(Bytes), SampleStudy.Create(3, Small).Select(Bytes));
        Assert.NotEqual(
            SampleStudy.Create(3, Small)[0].Dataset.GetString(DicomTag.StudyInstanceUID),
            SampleStudy.Create(4, Small)[0].Dataset.GetString(DicomTag.StudyInstanceUID));
    }

    [Fact]
    public void Eight_seeds_give_eight_patients_in_their_own_scripts()
    {
        var none = new SampleStudyOptions { FundusWidth = 64, FundusHeight = 64, IncludeWideField = false };
        string[] names = [.. Enumerable.Range(0, 8).Select(seed => SampleStudy.Create(seed, none)[0].Dataset.GetString(DicomTag.PatientName)!)];
        Assert.Equal(8, names.Distinct().Count());
        Assert.Contains("Yamada^Tarou=山田^太郎=やまだ^たろう", names);
        Assert.Contains("Διονυσίου^Ελένη", names);
        Assert.DoesNotContain(names, name => name.Contains('\uFFFD', StringComparison.Ordinal));
    }

    [Fact]
    public void A_study_survives_being_saved_and_opened()
    {
        foreach (DicomFile file in SampleStudy.Create(1, Small))
        {
            DicomFile read = DicomFile.Open(new MemoryStream(Bytes(file)));
            Assert.Equal(DicomJson.ToUtf8Bytes(file.Dataset), DicomJson.ToUtf8Bytes(read.Dataset));
            Assert.Equal(Bytes(file), Bytes(read));
        }
    }

    [Fact]
    public void Refuses_sizes_that_make_no_image()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleStudy.Create(1, Small with { FundusWidth = 63 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleStudy.Create(1, Small with { WideFieldHeight = 8193 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleStudy.Create(1, Small with { Quality = 0 }));
    }
}
