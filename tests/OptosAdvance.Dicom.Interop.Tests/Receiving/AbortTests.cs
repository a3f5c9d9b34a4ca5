using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Senders that break off.</summary>
public sealed class AbortTests
{
    [Fact]
    public async Task An_abort_in_the_middle_of_a_data_set_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");
        var instance = TestInstance.Study(1, 4_000_000)[0];
        using (var association = await RawAssociation.OpenAsync(host.Port, HostProcess.AETitle, "CAMERA1"))
        {
            await association.StoreBeginningAsync(instance, instance.DataSet().AsMemory(0, 2_000_000));
            await association.AbortAsync();
            Assert.Null(await association.ReadPduTypeAsync());
        }

        await AssertNothingIsLeftAsync(host);
        await Eventually.IsTrueAsync(
            async () => (await host.ActivityAsync()).Any(r => r.Peer == "CAMERA1" && r.Outcome != ActivityOutcome.Success), "a row about the abort");
        await AssertStillStoresAsync(host, folder);
    }

    [Fact]
    public async Task A_connection_lost_in_the_middle_of_a_data_set_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");
        var instance = TestInstance.Study(1, 4_000_000)[0];
        using (var association = await RawAssociation.OpenAsync(host.Port, HostProcess.AETitle, "CAMERA1"))
        {
            await association.StoreBeginningAsync(instance, instance.DataSet().AsMemory(0, 2_000_000));
        }

        await AssertNothingIsLeftAsync(host);
        await AssertStillStoresAsync(host, folder);
    }

    [Fact]
    public async Task Garbage_in_the_middle_of_an_association_is_answered_with_an_abort()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");
        using (var association = await RawAssociation.OpenAsync(host.Port, HostProcess.AETitle, "CAMERA1"))
        {
            await association.SendAsync(0x42, new byte[10]);
            Assert.Equal((byte)0x07, await association.ReadPduTypeAsync());
        }

        await AssertNothingIsLeftAsync(host);
        await AssertStillStoresAsync(host, folder);
    }

    [Fact]
    public async Task Storescu_killed_in_the_middle_of_a_transfer_leaves_no_half_file()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");
        var study = TestInstance.Study(40, 3_000_000);
        var send = folder.Folder("send");
        foreach (var instance in study) instance.Write(send);
        await using (var sender = Dcmtk.StartStoreScu(host.Port, HostProcess.AETitle, "CAMERA1", "-pdu", "4096", "+sd", send))
        {
            await sender.WaitForOutputAsync("Received Store Response");
            await sender.KillAsync();
        }

        await AssertAssociationsEndAsync(host);
        await Eventually.IsTrueAsync(() => host.IncomingFiles().Count == 0, "the incoming area is empty");
        var stored = await host.InstancesAsync(study[0].StudyInstanceUid);
        Assert.NotEmpty(stored);
        Assert.True(stored.Count < study.Count, "the sender was killed too late to prove anything");
        Assert.Equal(stored.Count, host.StoredFiles().Count);
        var exported = await host.ExportAsync(folder.Folder("export"), study[0].StudyInstanceUid);
        foreach (var instance in study.Where(i => stored.ContainsKey(i.SopInstanceUid)))
            Part10.AssertSame(instance.DataSet(), Part10.DataSet(exported[instance.SopInstanceUid]), instance.SopInstanceUid);
    }

    [Fact]
    public async Task Echoscu_and_termscu_that_abort_free_their_place()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");
        await host.LimitInboundAsync(1);
        for (var i = 0; i < 5; i++)
        {
            (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", "--abort")).AssertSucceeded();
            await AssertAssociationsEndAsync(host);
        }

        // termscu asks a private DCMTK class to shut the peer down: nothing of ours, refused in the negotiation.
        await Dcmtk.TermScuAsync(host.Port, HostProcess.AETitle, "CAMERA1");
        await AssertAssociationsEndAsync(host);
        (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1")).AssertSucceeded();
    }

    private static Task AssertAssociationsEndAsync(HostProcess host) => Eventually.IsTrueAsync(
        async () => (await host.Control.GetHostStatusAsync(CancellationToken.None)).Listeners.All(l => l.Associations == 0), "every association has ended");

    private static async Task AssertNothingIsLeftAsync(HostProcess host)
    {
        await AssertAssociationsEndAsync(host);
        await Eventually.IsTrueAsync(() => host.IncomingFiles().Count == 0, "the incoming area is empty");
        Assert.Empty(host.StoredFiles());
        Assert.Empty(await host.FindAsync());
    }

    private static async Task AssertStillStoresAsync(HostProcess host, TemporaryFolder folder)
    {
        var instance = TestInstance.Study(1, 1000)[0];
        await using var association = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "CAMERA1");
        var response = await OwnScu.StoreAsync(association, instance);
        await association.ReleaseAsync();
        Assert.True(response.Status.IsSuccess, response.Status.ToString());
        await StoringTests.AssertHoldsAsync(host, folder, [instance]);
    }
}
