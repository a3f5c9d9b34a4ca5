namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>Media that we write, in the judgement of DCMTK and dicom3tools.</summary>
public sealed class DcmtkDirectoryTests
{
    private static readonly DicomTag[] Compared =
    [
        DicomTag.PatientID, DicomTag.PatientName, DicomTag.StudyDate, DicomTag.StudyTime, DicomTag.StudyDescription, DicomTag.StudyInstanceUID, DicomTag.StudyID,
        DicomTag.AccessionNumber, DicomTag.Modality, DicomTag.SeriesInstanceUID, DicomTag.SeriesNumber, DicomTag.InstanceNumber, DicomTag.ReferencedFileID,
        DicomTag.ReferencedSOPClassUIDInFile, DicomTag.ReferencedSOPInstanceUIDInFile, DicomTag.ReferencedTransferSyntaxUIDInFile,
        DicomTag.CompletionFlag, DicomTag.VerificationFlag, DicomTag.DocumentTitle, DicomTag.MIMETypeOfEncapsulatedDocument,
    ];

    [Fact]
    public async Task Is_the_directory_that_dcmmkdir_would_make()
    {
        PeerTool make = PeerTool.Require("dcmmkdir");
        using var folder = new TemporaryFolder();
        WriteMedia(folder);
        PeerResult theirs = await make.RunAsync("-q", "+D", folder["THEIRS"], "-Pgp", "+id", folder.Path, "+r", "DICOM");
        Assert.True(theirs.ExitCode == 0, theirs.Text);
        Assert.Equal(Sorted(folder["THEIRS"]), Sorted(folder["DICOMDIR"]));
    }

    [Theory]
    [InlineData("dcmdump", "+E")]
    [InlineData("dcmftest", null)]
    public async Task Is_read_by_dcmtk(string program, string? option)
    {
        PeerTool tool = PeerTool.Require(program);
        using var folder = new TemporaryFolder();
        WriteMedia(folder);
        PeerResult result = await tool.RunAsync(option is null ? [folder["DICOMDIR"]] : [option, folder["DICOMDIR"]]);
        Assert.True(result.ExitCode == 0, result.Text);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task Is_accepted_by_dciodvfy()
    {
        PeerTool verify = PeerTool.Require("dciodvfy");
        using var folder = new TemporaryFolder();
        WriteMedia(folder);
        PeerResult result = await verify.RunAsync(folder["DICOMDIR"]);
        Assert.DoesNotContain("Error", result.Text, StringComparison.Ordinal);
        Assert.Contains("BasicDirectory", result.Text, StringComparison.Ordinal);
    }

    private static void WriteMedia(TemporaryFolder folder)
    {
        var builder = new DicomDirectoryBuilder("MEDIA");
        var layout = new DicomMediaLayout();
        DicomDataset[] instances =
        [
            MediaInstances.Image("P1", 1, 1, 1), MediaInstances.Image("P1", 1, 1, 2), MediaInstances.Report("P1", 1, 2, 1),
            MediaInstances.Document("P1", 2, 1, 1), MediaInstances.Image("P2", 3, 1, 1),
        ];
        foreach (DicomDataset instance in instances)
        {
            DicomFileId id = layout.Next(instance.GetString(DicomTag.StudyInstanceUID)!, instance.GetString(DicomTag.SeriesInstanceUID)!);
            string path = folder[id.ToPath()];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = new DicomFile(instance, DicomTransferSyntax.ExplicitVRLittleEndian);
            file.Save(path);
            builder.Add(instance, file.MetaInformation, id);
        }
        builder.Write(folder["DICOMDIR"]);
    }

    /// <summary>The records of a directory, in an order that does not depend on the order in which files were found.</summary>
    private static string[] Sorted(string path) =>
        [.. DirectoryWalker.Tree(File.ReadAllBytes(path), Compared).Split('\n').Order(StringComparer.Ordinal)];
}
