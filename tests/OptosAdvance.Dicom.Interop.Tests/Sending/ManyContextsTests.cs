using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>A study of more kinds of objects than an association has presentation contexts.</summary>
public sealed class ManyContextsTests
{
    private const int Classes = 70;

    [Fact]
    public async Task A_study_that_needs_more_than_128_contexts_goes_over_as_many_associations_as_it_takes()
    {
        using var folder = new TemporaryFolder();
        Dcmtk.Require();
        await using var host = await HostProcess.StartAsync(folder);

        // Protocols are newer than the DCMTK of many a distribution. Each class in two transfer syntaxes, and a context for what those can be turned into: 3 × 70.
        var (study, series) = (TestInstance.NewUid(), TestInstance.NewUid());
        var sent = new Dictionary<string, string>();
        foreach (var sopClass in DicomUid.Registered.Where(static uid => uid.IsStorageSopClass && !uid.Name.Contains("Protocol", StringComparison.Ordinal)).Take(Classes))
        {
            foreach (var syntax in new[] { DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ImplicitVRLittleEndian })
            {
                var uid = TestInstance.NewUid();
                sent[uid] = folder[folder.Folder("files"), uid + ".dcm"];
                var dataset = new DicomDataset();
                dataset.Set(DicomTag.SOPClassUID, sopClass.Value);
                dataset.Set(DicomTag.SOPInstanceUID, uid);
                dataset.Set(DicomTag.StudyInstanceUID, study);
                dataset.Set(DicomTag.SeriesInstanceUID, series);
                dataset.Set(DicomTag.PatientID, "MANY");
                dataset.Set(DicomTag.Modality, "OT");
                new DicomFile(dataset, syntax).Save(sent[uid]);
            }
        }

        await host.ImportAsync(folder.Folder("files"));
        var (server, port) = await Dcmtk.StartStoreScpAsync(folder.Folder("received"));
        await using (server)
        {
            await host.AddArchiveAsync("ARCHIVE", "STORESCP", port);

            var job = await host.SendAsync(study, "ARCHIVE");

            Assert.Empty((await host.ItemsAsync(job.Id)).Where(item => item.State != JobItemState.Succeeded).Select(item => $"{item.Status} {item.Comment}"));
            Assert.Equal((JobState.Succeeded, 2 * Classes, 1), (job.State, job.Done, job.Attempts));
            Assert.Equal(2, Count(server.Output, "I: Association Release"));
        }

        var received = Directory.GetFiles(folder.Folder("received")).Select(path => DicomFile.Open(path)).ToDictionary(file => file.Dataset.GetString(DicomTag.SOPInstanceUID)!);
        Assert.Equal(sent.Count, received.Count);
        Assert.All(sent, pair =>
        {
            var original = DicomFile.Open(pair.Value);
            Assert.Equal(original.TransferSyntax, received[pair.Key].TransferSyntax);
            Assert.Equal(DicomJson.ToUtf8Bytes(original.Dataset), DicomJson.ToUtf8Bytes(received[pair.Key].Dataset));
        });
    }

    private static int Count(string output, string text) => output.Split(text).Length - 1;
}
