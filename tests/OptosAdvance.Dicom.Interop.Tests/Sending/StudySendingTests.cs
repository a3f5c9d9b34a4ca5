using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The host sends studies to other people's archives.</summary>
public sealed class StudySendingTests
{
    [Fact]
    public async Task Sends_a_study_as_it_is_stored_byte_for_byte()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var study = await ImportedAsync(host, folder, TestInstance.Study(5, 700_000));
        var (server, port) = await Dcmtk.StartStoreScpAsync(folder.Folder("received"));
        await using (server)
        {
            await host.AddArchiveAsync("ARCHIVE", "STORESCP", port);

            var job = await host.SendAsync(study[0].StudyInstanceUid, "archive");

            Assert.Equal((JobState.Succeeded, 5, 1), (job.State, job.Done, job.Attempts));
            AssertReceived(study, Directory.GetFiles(folder.Folder("received")));
        }

        Assert.All(await host.ItemsAsync(1), item => Assert.Equal((JobItemState.Succeeded, "0000"), (item.State, item.Status)));
        var row = Assert.Single(await host.ActivityAsync(new ActivityQuery { Kind = [ActivityKind.Send] }));
        Assert.Equal((ActivityOutcome.Success, 5, "ARCHIVE"), (row.Outcome, row.Instances, row.Peer));
    }

    [Fact]
    public async Task Sends_over_TLS_to_a_server_that_wants_a_certificate_and_says_why_without_one()
    {
        using var folder = new TemporaryFolder();
        Dcmtk.Require();
        var certificates = new TestCertificates(folder.Folder("tls"));
        await using var host = await HostProcess.StartAsync(folder);
        var study = await ImportedAsync(host, folder, TestInstance.Study(2, 300_000));
        var (server, port) = await Dcmtk.StartStoreScpAsync(
            folder.Folder("received"), "+tls", certificates.Server.KeyPem, certificates.Server.CertificatePem, "+cf", certificates.AuthorityPem);
        await using (server)
        {
            await host.AddArchiveAsync("SECURE", "STORESCP", port, a => a
                .With(x => x.HostName, "localhost").With(x => x.Tls, true).With(x => x.TlsTrustedCertificatesPath, certificates.AuthorityPem));
            var job = await host.Control.SendStudyAsync(
                new SendRequest { StudyInstanceUid = study[0].StudyInstanceUid, Destination = "SECURE" }, CancellationToken.None);
            await Eventually.IsTrueAsync(
                async () => (await host.JobsAsync())[0] is { State: JobState.Retrying, LastError.Length: > 0 }, "the job says why it is tried again");

            await host.AddArchiveAsync("SECURE", "STORESCP", port, a => a
                .With(x => x.HostName, "localhost").With(x => x.Tls, true).With(x => x.TlsTrustedCertificatesPath, certificates.AuthorityPem)
                .With(x => x.TlsCertificatePath, certificates.Client.CertificatePem).With(x => x.TlsCertificateKeyPath, certificates.Client.KeyPem));
            await host.Control.ResumeJobAsync(job.Id, CancellationToken.None);
            job = await host.WaitAsync(job.Id);

            Assert.Equal((JobState.Succeeded, 2), (job.State, job.Done));
            AssertReceived(study, Directory.GetFiles(folder.Folder("received")));
        }
    }

    [Fact]
    public async Task Sends_to_Orthanc()
    {
        using var folder = new TemporaryFolder();
        await using var orthanc = await Orthanc.StartAsync(folder);
        await using var host = await HostProcess.StartAsync(folder);
        var study = await ImportedAsync(host, folder, TestInstance.Study(3, 300_000));
        await host.AddArchiveAsync("ORTHANC", Orthanc.AETitle, orthanc.DicomPort);

        var job = await host.SendAsync(study[0].StudyInstanceUid, "ORTHANC");

        Assert.Equal((JobState.Succeeded, 3), (job.State, job.Done));
        var files = new List<string>();
        foreach (var id in await orthanc.InstancesAsync())
        {
            files.Add(folder["read-back", id]);
            await File.WriteAllBytesAsync(files[^1], await orthanc.DownloadAsync(id));
        }

        AssertReceived(study, files);
    }

    [Fact]
    public async Task Turns_native_images_into_what_the_server_takes()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var study = await ImportedAsync(host, folder, TestInstance.Study(2, 600_000));
        var (server, port) = await StartStoreScpAsync(folder.Folder("received"), "+xi");
        await using (server)
        {
            await host.AddArchiveAsync("OLD", "STORESCP", port);

            var job = await host.SendAsync(study[0].StudyInstanceUid, "OLD");

            Assert.Equal((JobState.Succeeded, 2), (job.State, job.Done));
        }

        foreach (var path in Directory.GetFiles(folder.Folder("received")))
        {
            var file = DicomFile.Open(path);
            var sent = DicomDatasetReader.Read(study.Single(i => path.Contains(i.SopInstanceUid, StringComparison.Ordinal)).DataSet(), DicomTransferSyntax.ExplicitVRLittleEndian);
            Assert.Equal(DicomTransferSyntax.ImplicitVRLittleEndian, file.TransferSyntax);
            Assert.Equal(Pixels(sent), Pixels(file.Dataset));
            Assert.Equal(Text(sent), Text(file.Dataset));
        }
    }

    [Fact]
    public async Task Decodes_JPEG_baseline_with_the_right_colours_for_a_server_that_takes_nothing_else()
    {
        using var folder = new TemporaryFolder();
        Tool.Require("dcmdjpeg", "dcmtk");
        await using var host = await HostProcess.StartAsync(folder);
        await PeerProcess.RunAsync(
            BuiltProduct.DotNet, [BuiltProduct.SampleImages, "--output", folder.Folder("sample"), "--size", "512x480", "--wide-size", "401x301"]);
        var files = Directory.GetFiles(folder.Folder("sample"), "*.dcm", SearchOption.AllDirectories);
        await host.ImportAsync(folder.Folder("sample"));
        var study = (await host.FindAsync())[0].StudyInstanceUid;
        var (server, port) = await StartStoreScpAsync(folder.Folder("received"), "+xe");
        await using (server)
        {
            await host.AddArchiveAsync("PLAIN", "STORESCP", port);

            var job = await host.SendAsync(study, "PLAIN");

            Assert.Equal((JobState.Succeeded, files.Length), (job.State, job.Done));
        }

        foreach (var path in files)
        {
            var stored = DicomFile.Open(path);
            var uid = stored.Dataset.GetString(DicomTag.SOPInstanceUID)!;
            var received = Directory.GetFiles(folder.Folder("received")).Single(each => each.Contains(uid, StringComparison.Ordinal));
            var reference = folder["reference.dcm"];
            Assert.Equal(0, (await PeerProcess.RunAsync("dcmdjpeg", ["+cp", path, reference])).ExitCode);
            AssertAlike(DicomFile.Open(reference).Dataset, DicomFile.Open(received).Dataset);
            await AssertAsValidAsync(received, path);
        }
    }

    [Fact]
    public async Task An_instance_that_the_server_cannot_take_fails_with_the_reason_and_the_rest_goes_on()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var study = TestInstance.Study(3, 100_000);
        foreach (var instance in study) instance.Write(folder.Folder("files"));

        // A file that says that it is JPEG 2000; nobody looks into its pixels.
        var odd = DicomFile.Open(Directory.GetFiles(folder.Folder("files"))[0]);
        odd.Dataset.Set(DicomTag.SOPInstanceUID, TestInstance.NewUid());
        var pixels = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB);
        pixels.Fragments.Add(new byte[] { 1, 2, 3, 4 });
        odd.Dataset.Set(pixels);
        new DicomFile(odd.Dataset, DicomTransferSyntax.JPEG2000Lossless).Save(folder["files", "odd.dcm"]);
        await host.ImportAsync(folder.Folder("files"));
        var (server, port) = await StartStoreScpAsync(folder.Folder("received"), "+xe");
        await using (server)
        {
            await host.AddArchiveAsync("PLAIN", "STORESCP", port);

            var job = await host.SendAsync(study[0].StudyInstanceUid, "PLAIN");

            Assert.Equal((JobState.PartlyFailed, 3, 1), (job.State, job.Done, job.Failed));
            var failed = Assert.Single(await host.ItemsAsync(job.Id), item => item.State == JobItemState.Failed);
            Assert.Contains("JPEG 2000", failed.Comment, StringComparison.Ordinal);
            AssertReceived(study, Directory.GetFiles(folder.Folder("received")));
        }
    }

    private static async Task<IReadOnlyList<TestInstance>> ImportedAsync(HostProcess host, TemporaryFolder folder, IReadOnlyList<TestInstance> study)
    {
        foreach (var instance in study) instance.Write(folder.Folder("files"));
        await host.ImportAsync(folder.Folder("files"));
        return study;
    }

    /// <summary>A storage provider that takes the given transfer syntax and the default one only, and writes the data sets as they came.</summary>
    private static async Task<(PeerProcess Process, int Port)> StartStoreScpAsync(string folder, string syntaxes)
    {
        var port = FreePort.Next();
        var process = PeerProcess.Start(
            Tool.Require("storescp", "dcmtk"),
            ["-v", "-dhl", syntaxes, "+B", "--fork", "-pm", "-od", folder, port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForPortAsync(port);
        return (process, port);
    }

    private static byte[] Pixels(DicomDataset dataset) =>
        Assert.IsType<DicomElement>(dataset.Single(item => item.Tag == DicomTag.PixelData)).Value.ToArray();

    /// <summary>Everything but the pixels.</summary>
    private static string Text(DicomDataset dataset)
    {
        dataset.Remove(DicomTag.PixelData);
        return System.Text.Encoding.UTF8.GetString(DicomJson.ToUtf8Bytes(dataset));
    }

    private static void AssertAlike(DicomDataset expected, DicomDataset actual)
    {
        Assert.Equal("RGB", actual.GetString(DicomTag.PhotometricInterpretation));
        Assert.Equal("01", actual.GetString(DicomTag.LossyImageCompression));
        Assert.Equal(0, actual.GetInt32(DicomTag.PlanarConfiguration));
        var theirs = Pixels(expected);
        var ours = Pixels(actual);
        Assert.Equal(theirs.Length, ours.Length);
        var differences = theirs.Zip(ours, static (their, our) => Math.Abs(their - our)).ToList();

        // Two decoders may round each component by one, of which the colour matrix makes two or three.
        Assert.True(
            differences.Max() <= 3 && differences.Average() < 0.5,
            $"The colours differ by up to {differences.Max()}, {differences.Average():0.00} on average, from those of DCMTK.");
    }

    /// <summary>What the verifier has to say of the decoded image it has to say of the compressed one too.</summary>
    private static async Task AssertAsValidAsync(string decoded, string compressed)
    {
        if (Tool.Find("dciodvfy") is not { } verifier) return;
        var before = await PeerProcess.RunAsync(verifier, [compressed]);
        var after = await PeerProcess.RunAsync(verifier, [decoded]);
        Assert.Equal(Errors(before.Output), Errors(after.Output));

        static string[] Errors(string output) => [.. output.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal))];
    }

    private static void AssertReceived(IReadOnlyList<TestInstance> study, IEnumerable<string> files)
    {
        var received = files.Select(f => Part10.DataSet(f).ToArray()).ToList();
        Assert.Equal(study.Count, received.Count);
        Assert.All(study, instance => Assert.Contains(received, r => r.AsSpan().SequenceEqual(instance.DataSet())));
    }
}
