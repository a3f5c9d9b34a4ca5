using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Who is turned away, with what answer, and how it is let in.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Fifty_storescu_at_once_all_store_when_the_limit_allows_them()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await host.LimitInboundAsync(60);
        var instances = Enumerable.Range(0, 50).Select(_ => TestInstance.Study(1, 200_000)[0]).ToList();
        var files = instances.ConvertAll(i => i.Write(folder.Folder("send")));

        var results = await Task.WhenAll(files.Select(f => Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", f)));

        Assert.All(results, r => r.AssertSucceeded());
        Assert.Equal(50, (await host.FindAsync([.. instances.Select(i => i.StudyInstanceUid)])).Count);
        Assert.Equal(50, host.StoredFiles().Count);
    }

    [Fact]
    public async Task More_associations_than_the_limit_are_rejected_at_once_as_transient_local_limit()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var instances = Enumerable.Range(0, 30).Select(_ => TestInstance.Study(1, 20_000)[0]).ToList();
        var files = instances.ConvertAll(i => i.Write(folder.Folder("send")));
        var open = new List<DicomAssociation>();
        for (var i = 0; i < 20; i++) open.Add(await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "HOLDER"));

        var results = await Task.WhenAll(files.Select(f => Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", f)));

        Assert.All(results, r => AssertRejected(r, "Rejected Transient", "Service Provider (Presentation Related)", "Local Limit Exceeded"));
        Assert.Empty(host.StoredFiles());
        Assert.Contains(await host.RefusedAsync(), c => c.AETitle == "CAMERA1" && c.Rejection.Contains("2,3,2", StringComparison.Ordinal));

        // A place that becomes free is given to the next one.
        await open[0].ReleaseAsync();
        await Eventually.IsTrueAsync(
            async () => (await Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", files[0])).ExitCode == 0, "the released place is used again");
        foreach (var association in open) await association.DisposeAsync();
    }

    [Fact]
    public async Task Refuses_a_caller_that_is_not_configured_lists_it_and_takes_it_once_it_is_let_in()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "SOMEBODY");
        var instance = TestInstance.Study(1, 20_000)[0];
        var file = instance.Write(folder.Folder("send"));
        var process = host.Process.Id;

        var refused = await Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "NEWCAMERA", file);

        AssertRejected(refused, "Rejected Permanent", "Service User", "Calling AE Title Not Recognized");
        var listed = Assert.Single(await host.RefusedAsync());
        Assert.Equal("NEWCAMERA", listed.AETitle);
        Assert.Equal("127.0.0.1", listed.HostName);
        Assert.Equal(HostProcess.AETitle, listed.CalledAETitle);
        Assert.Contains("1,1,3", listed.Rejection, StringComparison.Ordinal);
        Assert.NotEmpty(listed.Wanted);

        await host.AdmitAsync("NEWCAMERA");

        (await Dcmtk.StoreScuAsync(host.Port, HostProcess.AETitle, "NEWCAMERA", file)).AssertSucceeded();
        Assert.Empty(await host.RefusedAsync());
        Assert.Equal(process, (await host.Control.GetHostStatusAsync(CancellationToken.None)).ProcessId);
        await StoringTests.AssertHoldsAsync(host, folder, [instance]);
    }

    [Fact]
    public async Task Refuses_a_caller_from_another_address_when_addresses_matter()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");
        await host.ChangeAsync(new ConfigurationChange
        {
            LocalAE = new Partial<LocalAESettings>().With(s => s.CallerPolicy, CallerPolicy.KnownHost),
            RemoteAEs =
            [
                new RemoteAEChange
                {
                    Name = "CAMERA2",
                    Kind = RemoteAEChangeKind.Ensure,
                    Properties = new Partial<RemoteAE>().With(a => a.AETitle, AETitle.Parse("CAMERA2")).With(a => a.HostName, "192.0.2.7").With(a => a.Port, 104),
                },
            ],
        });

        (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1")).AssertSucceeded();
        AssertRejected(await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA2"), "Rejected Permanent", "Service User", "Calling AE Title Not Recognized");
    }

    [Fact]
    public async Task Refuses_a_wrong_called_title_and_lists_the_caller()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA1");
        var file = TestInstance.Study(1, 20_000)[0].Write(folder.Folder("send"));

        AssertRejected(await Dcmtk.StoreScuAsync(host.Port, "OTHERNAME", "CAMERA1", file), "Rejected Permanent", "Service User", "Called AE Title Not Recognized");

        var listed = Assert.Single(await host.RefusedAsync());
        Assert.Equal("CAMERA1", listed.AETitle);
        Assert.Equal("OTHERNAME", listed.CalledAETitle);
        Assert.Contains("1,1,7", listed.Rejection, StringComparison.Ordinal);
    }

    internal static void AssertRejected(PeerResult result, string how, string source, string reason)
    {
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(how, result.Output, StringComparison.Ordinal);
        Assert.Contains(source, result.Output, StringComparison.Ordinal);
        Assert.Contains(reason, result.Output, StringComparison.Ordinal);
    }
}
