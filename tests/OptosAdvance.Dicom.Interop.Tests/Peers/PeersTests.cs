namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The peers among themselves: when these fail, it is this machine and not the product.</summary>
public sealed class PeersTests
{
    [Fact]
    public async Task A_generated_instance_travels_from_storescu_to_storescp_unchanged()
    {
        using var folder = new TemporaryFolder();
        var instance = TestInstance.Study(1, 5000)[0];
        var (server, port) = await Dcmtk.StartStoreScpAsync(folder.Folder("received"));
        await using (server)
        {
            (await Dcmtk.StoreScuAsync(port, "ANY", "SENDER", instance.Write(folder.Path))).AssertSucceeded();
        }

        var received = Assert.Single(Directory.GetFiles(folder.Folder("received")));
        Part10.AssertSame(instance.DataSet(), Part10.DataSet(received), received);
    }

    [Fact]
    public async Task The_generated_certificates_are_good_enough_for_DCMTK()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        var certificates = new TestCertificates(folder.Folder("tls"));
        var (server, port) = await Dcmtk.StartStoreScpAsync(
            folder.Folder("received"), "+tls", certificates.Server.KeyPem, certificates.Server.CertificatePem, "+cf", certificates.AuthorityPem);
        await using (server)
        {
            (await Dcmtk.EchoScuAsync(port, "ANY", "SENDER", "+tls", certificates.Client.KeyPem, certificates.Client.CertificatePem, "+cf", certificates.AuthorityPem))
                .AssertSucceeded();
            Assert.NotEqual(
                0,
                (await Dcmtk.EchoScuAsync(
                    port, "ANY", "SENDER", "+tls", certificates.Stranger.KeyPem, certificates.Stranger.CertificatePem, "+cf", certificates.AuthorityPem)).ExitCode);
        }
    }

    [Fact]
    public async Task Orthanc_takes_a_generated_instance_and_stores_it_to_dcmqrscp()
    {
        using var folder = new TemporaryFolder();
        var instance = TestInstance.Study(1, 5000)[0];
        var (server, port) = await Dcmtk.StartQrScpAsync(folder);
        await using (server)
        await using (var orthanc = await Orthanc.StartAsync(folder, ("qr", "QRSCP", port)))
        {
            var id = await orthanc.UploadAsync(instance.Write(folder.Path));
            Assert.True(await orthanc.EchoAsync("qr"), orthanc.Log);
            Assert.True(await orthanc.StoreAsync("qr", id), orthanc.Log);
        }

        Assert.Single(Directory.GetFiles(folder.Folder("db")), f => !f.EndsWith("index.dat", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pydicoms_files_hold_both_readable_and_malformed_data_sets()
    {
        var files = await PydicomFiles.RequireAsync();
        Assert.True(files.Count(f => f.Readable && f.IsInstance) > 100);
        Assert.Contains(files, f => f.Readable && !f.IsInstance);
        Assert.Contains(files, f => !f.Readable);
    }
}
