using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The listener moves while it is in use.</summary>
public sealed class ListenerTests
{
    [Fact]
    public async Task A_moved_port_does_not_disturb_a_transfer_that_is_under_way()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var instance = TestInstance.Study(1, 5_000_000)[0];
        var content = instance.DataSet();
        var oldPort = host.Port;
        await using var association = await OwnScu.ConnectAsync(oldPort, HostProcess.AETitle, "CAMERA1");
        await using var gate = new GatedStream(content, content.Length / 2);
        var storing = OwnScu.StoreAsync(association, TestInstance.SopClassUid, instance.SopInstanceUid, gate);
        await gate.Reached;

        await host.MoveToAsync(FreePort.Next());

        var refused = await Assert.ThrowsAsync<DicomNetworkException>(() => OwnScu.ConnectAsync(oldPort, HostProcess.AETitle, "CAMERA1"));
        Assert.Equal(NetworkStep.Tcp, refused.Step);
        await using (var other = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "CAMERA1"))
        {
            Assert.True((await other.CEchoAsync()).Status.IsSuccess);
            await other.ReleaseAsync();
        }

        Assert.False(storing.IsCompleted);
        gate.Open();
        Assert.True((await storing).Status.IsSuccess);
        await association.ReleaseAsync();
        await StoringTests.AssertHoldsAsync(host, folder, [instance]);
    }

    [Fact]
    public async Task A_taken_port_is_refused_by_name_and_the_old_listener_stays()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        using var squatter = new TcpListener(IPAddress.Loopback, FreePort.Next());
        squatter.Start();
        var taken = ((IPEndPoint)squatter.LocalEndpoint).Port;
        var before = await host.Control.GetConfigurationAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAsync<ControlException>(() => host.MoveToAsync(taken));

        Assert.Equal(ErrorIds.EndpointUnavailable, refused.Error.Id);
        Assert.Contains(taken.ToString(CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await host.Control.GetConfigurationAsync(CancellationToken.None));
        await using var association = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "CAMERA1");
        Assert.True((await association.CEchoAsync()).Status.IsSuccess);
        await association.ReleaseAsync();
    }

    [Fact]
    public async Task A_port_that_is_taken_when_the_host_starts_is_named_and_another_one_listens_at_once()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await host.KillAsync();
        var free = host.Port;
        using (var other = new TcpListener(IPAddress.Loopback, free))
        {
            other.Start();
            await host.RestartAsync();

            var status = await host.Control.GetHostStatusAsync(CancellationToken.None);
            Assert.Equal(ServiceState.Stopped, status.State);
            Assert.Contains(free.ToString(CultureInfo.InvariantCulture), status.StateReason, StringComparison.Ordinal);

            await host.MoveToAsync(FreePort.Next());
        }

        Assert.Equal(ServiceState.Running, (await host.Control.GetHostStatusAsync(CancellationToken.None)).State);
        await using var association = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "CAMERA1");
        Assert.True((await association.CEchoAsync()).Status.IsSuccess);
        await association.ReleaseAsync();
    }

    [Fact]
    public async Task A_port_that_becomes_free_is_listened_at()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await host.KillAsync();
        using (var other = new TcpListener(IPAddress.Loopback, host.Port))
        {
            other.Start();
            await host.RestartAsync();
            Assert.Empty((await host.Control.GetHostStatusAsync(CancellationToken.None)).Listeners);
        }

        await Eventually.IsTrueAsync(
            async () => (await host.Control.GetHostStatusAsync(CancellationToken.None)).State == ServiceState.Running, "the port is listened at");
        await using var association = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "CAMERA1");
        await association.ReleaseAsync();
    }

    [Fact]
    public async Task A_new_title_is_in_force_at_once_and_the_old_one_refused()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);

        await host.ChangeAsync(new ConfigurationChange { LocalAE = new Partial<LocalAESettings>().With(s => s.AETitle, AETitle.Parse("CLINIC2")) });

        (await Dcmtk.EchoScuAsync(host.Port, "CLINIC2", "CAMERA1")).AssertSucceeded();
        LimitTests.AssertRejected(
            await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1"), "Rejected Permanent", "Service User", "Called AE Title Not Recognized");
    }
}
