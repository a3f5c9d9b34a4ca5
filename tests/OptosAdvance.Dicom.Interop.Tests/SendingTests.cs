using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The product's storage user stores to other people's archives.</summary>
public sealed class SendingTests
{
    [Fact]
    public async Task Stores_to_storescp()
    {
        using var folder = new TemporaryFolder();
        var study = TestInstance.Study(4, 700_000);
        var (server, port) = await Dcmtk.StartStoreScpAsync(folder.Folder("received"));
        await using (server) await SendAsync(port, "STORESCP", study);

        AssertReceived(study, Directory.GetFiles(folder.Folder("received")));
    }

    [Fact]
    public async Task Stores_to_dcmqrscp()
    {
        using var folder = new TemporaryFolder();
        var study = TestInstance.Study(4, 700_000);
        var (server, port) = await Dcmtk.StartQrScpAsync(folder);
        await using (server) await SendAsync(port, "QRSCP", study);

        AssertReceived(study, Directory.GetFiles(folder.Folder("db")).Where(f => Path.GetFileName(f) != "index.dat"));
    }

    [Fact]
    public async Task Stores_to_Orthanc()
    {
        using var folder = new TemporaryFolder();
        var study = TestInstance.Study(4, 700_000);
        await using var orthanc = await Orthanc.StartAsync(folder);
        await SendAsync(orthanc.DicomPort, Orthanc.AETitle, study);

        var files = new List<string>();
        foreach (var id in await orthanc.InstancesAsync())
        {
            files.Add(folder["read-back", id]);
            await File.WriteAllBytesAsync(files[^1], await orthanc.DownloadAsync(id));
        }

        AssertReceived(study, files);
    }

    [Fact]
    public async Task Tells_that_a_provider_broke_off_in_the_middle_of_a_store()
    {
        using var folder = new TemporaryFolder();
        var (server, port) = await Dcmtk.StartStoreScpAsync(folder.Folder("received"), "--abort-during");
        await using (server)
        {
            await using var association = await OwnScu.ConnectAsync(port, "STORESCP", "OPTOSADVANCE");
            var broken = await Assert.ThrowsAsync<AssociationAbortedException>(() => OwnScu.StoreAsync(association, TestInstance.Study(1, 3_000_000)[0]));
            Assert.Contains("127.0.0.1", broken.Message, StringComparison.Ordinal);
        }
    }

    private static async Task SendAsync(int port, string called, IReadOnlyList<TestInstance> study)
    {
        await using var association = await OwnScu.ConnectAsync(port, called, "OPTOSADVANCE");
        Assert.True((await association.CEchoAsync()).Status.IsSuccess);
        foreach (var instance in study)
        {
            var response = await OwnScu.StoreAsync(association, instance);
            Assert.True(response.Status.IsSuccess, response.Status.ToString());
        }

        await association.ReleaseAsync();
    }

    private static void AssertReceived(IReadOnlyList<TestInstance> study, IEnumerable<string> files)
    {
        var received = files.Select(f => Part10.DataSet(f).ToArray()).ToList();
        Assert.Equal(study.Count, received.Count);
        Assert.All(study, instance => Assert.Contains(received, r => r.AsSpan().SequenceEqual(instance.DataSet())));
    }
}
