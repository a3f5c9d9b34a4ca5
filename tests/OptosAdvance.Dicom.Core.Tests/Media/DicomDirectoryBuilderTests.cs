namespace OptosAdvance.Dicom.Core.Tests;

public sealed class DicomDirectoryBuilderTests
{
    private static readonly DicomTag[] Keys =
    [
        DicomTag.PatientID, DicomTag.StudyInstanceUID, DicomTag.SeriesNumber, DicomTag.ReferencedFileID, DicomTag.InstanceNumber,
    ];

    private static byte[] Write(DicomDirectoryBuilder builder)
    {
        using var stream = new MemoryStream();
        builder.Write(stream);
        return stream.ToArray();
    }

    private static void Add(DicomDirectoryBuilder builder, DicomDataset dataset, DicomFileId fileId) =>
        builder.Add(dataset, new DicomFile(dataset, DicomTransferSyntax.ExplicitVRLittleEndian).MetaInformation, fileId);

    [Fact]
    public void Offsets_lead_through_patients_studies_series_and_instances()
    {
        var builder = new DicomDirectoryBuilder("TEST_1");
        var layout = new DicomMediaLayout();
        DicomDataset[] instances =
        [
            MediaInstances.Image("P1", 1, 1, 1), MediaInstances.Image("P2", 3, 1, 1), MediaInstances.Image("P1", 1, 1, 2),
            MediaInstances.Report("P1", 1, 2, 1), MediaInstances.Document("P1", 2, 1, 1),
        ];
        foreach (DicomDataset instance in instances)
        {
            Add(builder, instance, layout.Next(instance.GetString(DicomTag.StudyInstanceUID)!, instance.GetString(DicomTag.SeriesInstanceUID)!));
        }
        Assert.Equal(5, builder.Count);
        Assert.Equal(
            """
            PATIENT P1
              STUDY 1.2.3.1
                SERIES 1
                  IMAGE DICOM/00000001/00000001/00000001 1
                  IMAGE DICOM/00000001/00000001/00000002 2
                SERIES 2
                  SR DOCUMENT DICOM/00000001/00000002/00000001 1
              STUDY 1.2.3.2
                SERIES 1
                  ENCAP DOC DICOM/00000003/00000001/00000001 1
            PATIENT P2
              STUDY 1.2.3.3
                SERIES 1
                  IMAGE DICOM/00000002/00000001/00000001 1

            """.ReplaceLineEndings("\n"),
            DirectoryWalker.Tree(Write(builder), Keys));
    }

    [Fact]
    public void An_empty_directory_is_readable()
    {
        byte[] file = Write(new DicomDirectoryBuilder());
        DicomFile directory = DicomFile.Open(new MemoryStream(file));
        Assert.Equal(DicomUid.MediaStorageDirectoryStorage, directory.MetaInformation.MediaStorageSopClassUid);
        Assert.Empty(directory.Dataset.GetSequence(DicomTag.DirectoryRecordSequence)!.Items);
        Assert.Equal("", DirectoryWalker.Tree(file));
    }

    [Fact]
    public void It_can_be_written_again_after_more_was_added()
    {
        var builder = new DicomDirectoryBuilder();
        Add(builder, MediaInstances.Image("P1", 1, 1, 1), new DicomFileId("A"));
        byte[] first = Write(builder);
        Assert.Equal(first, Write(builder));
        Add(builder, MediaInstances.Image("P1", 1, 1, 2), new DicomFileId("B"));
        Assert.Equal(2, DirectoryWalker.Tree(Write(builder)).Split("IMAGE").Length - 1);
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.77.1.5.1", "IMAGE")]
    [InlineData("1.2.840.10008.5.1.4.1.1.77.1.5.4", "IMAGE")]
    [InlineData("1.2.840.10008.5.1.4.1.1.77.1.5.3", "STEREOMETRIC")]
    [InlineData("1.2.840.10008.5.1.4.1.1.78.2", "MEASUREMENT")]
    [InlineData("1.2.840.10008.5.1.4.1.1.80.1", "MEASUREMENT")]
    [InlineData("1.2.840.10008.5.1.4.1.1.79.1", "SR DOCUMENT")]
    [InlineData("1.2.840.10008.5.1.4.1.1.88.33", "SR DOCUMENT")]
    [InlineData("1.2.840.10008.5.1.4.1.1.88.59", "KEY OBJECT DOC")]
    [InlineData("1.2.840.10008.5.1.4.1.1.104.2", "ENCAP DOC")]
    [InlineData("1.2.840.10008.5.1.4.1.1.11.1", "PRESENTATION")]
    [InlineData("1.2.840.10008.5.1.4.1.1.9.1.1", "WAVEFORM")]
    [InlineData("1.2.840.10008.5.1.4.1.1.66", "RAW DATA")]
    [InlineData("1.2.840.10008.5.1.4.1.1.66.4", "IMAGE")]
    [InlineData("1.2.840.10008.5.1.4.1.1.481.2", "RT DOSE")]
    [InlineData("1.2.840.113619.4.99", "IMAGE")]
    public void Each_sop_class_gets_its_record_type(string sopClass, string type)
    {
        var builder = new DicomDirectoryBuilder();
        Add(builder, MediaInstances.Image("P1", 1, 1, 1).Set(DicomTag.SOPClassUID, sopClass), new DicomFileId("A"));
        Assert.EndsWith($"      {type}\n", DirectoryWalker.Tree(Write(builder)), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_pixels_an_unknown_sop_class_gets_a_private_record()
    {
        var builder = new DicomDirectoryBuilder();
        Add(builder, MediaInstances.Header("P1", 1, 1, 1, new DicomUid("1.2.840.113619.4.99"), "OT"), new DicomFileId("A"));
        Assert.EndsWith("PRIVATE 1.2.840.113619.4.99\n", DirectoryWalker.Tree(Write(builder), DicomTag.PrivateRecordUID), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_instance_lacks_is_made_up_and_strangers_stay_apart()
    {
        var builder = new DicomDirectoryBuilder();
        for (int i = 1; i <= 2; i++)
        {
            DicomDataset bare = new DicomDataset()
                .Set(DicomTag.SOPClassUID, DicomUid.SecondaryCaptureImageStorage)
                .Set(DicomTag.SOPInstanceUID, $"1.2.{i}.3")
                .Set(DicomTag.StudyInstanceUID, $"1.2.{i}")
                .Set(DicomTag.SeriesInstanceUID, $"1.2.{i}.1")
                .Set(DicomTag.Rows, 1)
                .Set(DicomTag.Columns, 1);
            Add(builder, bare, new DicomFileId($"F{i}"));
        }
        Assert.Equal(
            """
            PATIENT NOID0001
              STUDY 19000101 000000 1
                SERIES OT 1
                  IMAGE 1
            PATIENT NOID0002
              STUDY 19000101 000000 1
                SERIES OT 1
                  IMAGE 1

            """.ReplaceLineEndings("\n"),
            DirectoryWalker.Tree(
                Write(builder), DicomTag.PatientID, DicomTag.StudyDate, DicomTag.StudyTime, DicomTag.StudyID, DicomTag.Modality, DicomTag.SeriesNumber, DicomTag.InstanceNumber));
    }

    [Fact]
    public void Names_keep_their_character_set()
    {
        var builder = new DicomDirectoryBuilder();
        DicomDataset image = MediaInstances.Image("P1", 1, 1, 1)
            .Set(DicomTag.SpecificCharacterSet, "", "ISO 2022 IR 87")
            .Set(DicomTag.PatientName, "Yamada^Tarou=山田^太郎");
        Add(builder, image, new DicomFileId("A"));
        Assert.Contains("Yamada^Tarou=山田^太郎", DirectoryWalker.Tree(Write(builder), DicomTag.PatientName), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_what_has_no_place_and_stays_as_it_was()
    {
        var builder = new DicomDirectoryBuilder();
        Add(builder, MediaInstances.Image("P1", 1, 1, 1), new DicomFileId("A"));
        byte[] before = Write(builder);
        Assert.Throws<ArgumentException>(() => Add(builder, MediaInstances.Image("P1", 1, 1, 1), new DicomFileId("B")));
        Assert.Throws<ArgumentException>(() => Add(builder, MediaInstances.Image("P1", 1, 1, 2), new DicomFileId("A")));
        Assert.Throws<ArgumentException>(() => Add(builder, MediaInstances.Image("P1", 1, 1, 2).Set(DicomTag.StudyInstanceUID, ""), new DicomFileId("B")));
        Assert.Throws<ArgumentException>(() => Add(
            builder, MediaInstances.Image("P1", 1, 1, 2).Set(DicomTag.SOPClassUID, "1.2.840.10008.5.1.4.38.1"), new DicomFileId("B")));
        Assert.Equal(before, Write(builder));
        Assert.Equal(1, builder.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("lower")]
    [InlineData("NINECHARS")]
    [InlineData("A.DCM")]
    [InlineData("..")]
    public void Refuses_file_ids_that_a_disc_cannot_hold(string component) => Assert.Throws<ArgumentException>(() => new DicomFileId("DICOM", component));

    [Fact]
    public void Refuses_file_ids_of_no_or_too_many_components()
    {
        Assert.Throws<ArgumentException>(() => new DicomFileId());
        Assert.Throws<ArgumentException>(() => new DicomFileId(Enumerable.Repeat("A", 9)));
        Assert.Equal("A/B", new DicomFileId("A", "B").ToString());
        Assert.Equal(Path.Combine("A", "B"), new DicomFileId("A", "B").ToPath());
    }

    [Fact]
    public void Refuses_file_set_ids_that_the_standard_does() => Assert.Throws<ArgumentException>(() => new DicomDirectoryBuilder("too-long-and-lower"));
}
