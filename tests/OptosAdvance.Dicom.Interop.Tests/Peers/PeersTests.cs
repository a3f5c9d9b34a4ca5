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
