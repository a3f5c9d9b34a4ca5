namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Other people's senders store to the host.</summary>
public sealed class StoringTests
{
    [Fact]
    public async Task Storescu_stores_a_study_that_is_found_and_exported_unchanged()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");
        var study = TestInstance.Study(5, 300_000, "PAT-1");
        string[] files = [.. study.Select(i => i.Write(folder.Folder("send")))];

        (await Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", files)).AssertSucceeded();

        await AssertHoldsAsync(host, folder, study);
        var found = Assert.Single(await host.FindAsync(study[0].StudyInstanceUid));
        Assert.Equal("PAT-1", found.PatientId);
        Assert.Equal("Müller^Test", found.PatientName);
        Assert.Equal(5, found.Instances);
    }

    [Fact]
    public async Task Dcmsend_stores_a_study_that_is_found_and_exported_unchanged()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");
        var study = TestInstance.Study(5, 50_000);
        string[] files = [.. study.Select(i => i.Write(folder.Folder("send")))];

        (await Dcmtk.DcmSendAsync(host.Port, HostProcess.AETitle, "CAMERA1", files)).AssertSucceeded();

        await AssertHoldsAsync(host, folder, study);
    }

    [Fact]
    public async Task Orthanc_echoes_and_stores_a_study_that_is_found_and_exported_unchanged()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, Orthanc.AETitle);
        var study = TestInstance.Study(3, 50_000);
        await using var orthanc = await Orthanc.StartAsync(folder, ("optos", HostProcess.AETitle, host.Port));
        var ids = new List<string>();
        foreach (var instance in study) ids.Add(await orthanc.UploadAsync(instance.Write(folder.Folder("send"))));

        Assert.True(await orthanc.EchoAsync("optos"), orthanc.Log);
        Assert.True(await orthanc.StoreAsync("optos", [.. ids]), orthanc.Log);

        await AssertHoldsAsync(host, folder, study);
    }

    [Fact]
    public async Task Echoscu_is_answered()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");

        (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", "--repeat", "20")).AssertSucceeded();
        (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", "--propose-ts", "38", "--propose-pc", "128")).AssertSucceeded();
    }

    [Fact]
    public async Task The_same_instance_with_the_same_bytes_again_changes_nothing()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var instance = TestInstance.Study(1, 20_000)[0];
        var file = instance.Write(folder.Folder("send"));

        (await Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "ANYBODY", file)).AssertSucceeded();
        var before = (await host.InstancesAsync(instance.StudyInstanceUid))[instance.SopInstanceUid];
        (await Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "ANYBODY", file)).AssertSucceeded();

        var after = (await host.InstancesAsync(instance.StudyInstanceUid))[instance.SopInstanceUid];
        Assert.Equal(before.ReceivedAt, after.ReceivedAt);
        Assert.Single(host.StoredFiles());
    }

    [Fact]
    public async Task A_second_version_of_an_instance_replaces_the_first()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var first = TestInstance.Study(1, 20_000)[0];
        var second = first with { PixelBytes = 40_960 };

        (await Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "ANYBODY", first.Write(folder.Folder("one")))).AssertSucceeded();
        (await Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "ANYBODY", second.Write(folder.Folder("two")))).AssertSucceeded();

        await AssertHoldsAsync(host, folder, [second]);
        Assert.Single(host.StoredFiles());
    }

    internal static async Task AssertHoldsAsync(HostProcess host, TemporaryFolder folder, IReadOnlyList<TestInstance> study)
    {
        var stored = await host.InstancesAsync(study[0].StudyInstanceUid);
        Assert.Equal(study.Select(i => i.SopInstanceUid).Order(), stored.Keys.Order());
        var exported = await host.ExportAsync(folder.Folder("export-" + Guid.NewGuid().ToString("N")), study[0].StudyInstanceUid);
        foreach (var instance in study)
            Part10.AssertSame(instance.DataSet(), Part10.DataSet(exported[instance.SopInstanceUid]), instance.SopInstanceUid);
        Assert.Empty(host.IncomingFiles());
    }
}
