using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class ListenerTests
{
    [Fact]
    public async Task Moves_to_another_port_while_a_transfer_runs_and_does_not_disturb_it()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        var sample = new SampleInstance { PixelBytes = 2_000_000 };
        var bytes = sample.ToBytes();
        await using var association = await appliance.ConnectAsync(sample);
        var pipe = new Pipe();
        var storing = association.CStoreAsync(
            new CStoreRequest { AffectedSopClassUid = sample.SopClass, AffectedSopInstanceUid = new DicomUid(sample.Instance) },
            association.FindContext(sample.SopClass),
            pipe.Reader,
            TestContext.Current.CancellationToken).AsTask();
        await pipe.Writer.WriteAsync(bytes.AsMemory(0, 300_000), TestContext.Current.CancellationToken);
        await ReceivingAppliance.UntilAsync(() => appliance.IncomingFiles().Length == 1);

        var port = ReceivingAppliance.FindPort();
        await appliance.ChangeLocalAEAsync(change => change.With(local => local.Port, port));
        Assert.Equal(port, appliance.Get<IListeners>().GetStatus()[0].Port);
        await Assert.ThrowsAsync<DicomNetworkException>(() => appliance.ConnectAsync());
        await using (var other = await appliance.ConnectAsync(port: port))
        {
            Assert.True((await other.CEchoAsync(TestContext.Current.CancellationToken)).Status.IsSuccess);
        }

        await pipe.Writer.WriteAsync(bytes.AsMemory(300_000), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        Assert.True((await storing).Status.IsSuccess);
        Assert.True((await ReceivingAppliance.StoreAsync(association, sample with { Instance = "1.2.3" })).Status.IsSuccess);
        await association.ReleaseAsync(TestContext.Current.CancellationToken);
        await appliance.PathOfAsync(sample);
        Assert.Equal(2, appliance.StoredFiles().Length);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_by_name_and_the_old_one_stays()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        var error = await Assert.ThrowsAsync<ControlException>(() => appliance.ChangeLocalAEAsync(change => change.With(local => local.Port, port)));
        Assert.Equal(ErrorIds.EndpointUnavailable, error.Error.Id);
        Assert.Contains(port.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Equal(appliance.Port, appliance.Get<IApplianceSettings>().Current.LocalAE.Port);
        await using var association = await appliance.ConnectAsync();
        Assert.True((await association.CEchoAsync(TestContext.Current.CancellationToken)).Status.IsSuccess);
    }

    [Fact]
    public async Task A_changed_title_holds_for_the_next_association()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        await appliance.ChangeLocalAEAsync(change => change.With(local => local.AETitle, AETitle.Parse("NEWNAME")));
        await Assert.ThrowsAsync<AssociationRejectedException>(() => appliance.ConnectAsync());
        await using var association = await appliance.ConnectAsync(called: "NEWNAME");
        Assert.True((await association.CEchoAsync(TestContext.Current.CancellationToken)).Status.IsSuccess);
    }

    [Fact]
    public async Task A_changed_repository_path_takes_new_instances_and_the_old_ones_stay_found()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        using var elsewhere = new TemporaryFolder();
        var before = new SampleInstance();
        var after = new SampleInstance();
        await using var association = await appliance.ConnectAsync();
        Assert.True((await ReceivingAppliance.StoreAsync(association, before)).Status.IsSuccess);
        var path = elsewhere.Combine("images");
        await appliance.Get<ConfigurationService>().ChangeAsync(
            new ConfigurationChange { Repository = new Partial<RepositorySettings>().With(repository => repository.Path, path) },
            "test",
            TestContext.Current.CancellationToken);
        Assert.True((await ReceivingAppliance.StoreAsync(association, after)).Status.IsSuccess);
        Assert.True(File.Exists(Path.Combine(path, RepositoryLayout.InstanceFile(after.Key))));
        foreach (var sample in new[] { before, after })
        {
            var detail = await appliance.Search.GetAsync(sample.Study, TestContext.Current.CancellationToken);
            Assert.True(File.Exists(Path.Combine(path, detail!.Series[0].Instances[0].Path)));
        }

        await appliance.Get<IStudyKeeping>().RemoveAsync(before.Study, "admin", TestContext.Current.CancellationToken);
        Assert.Null(await appliance.Search.FindOneAsync(before.Study, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_repository_path_that_cannot_be_used_is_refused()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        using var elsewhere = new TemporaryFolder();
        var file = elsewhere.Combine("file");
        await File.WriteAllTextAsync(file, "not a folder", TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<ControlException>(() => appliance.Get<ConfigurationService>().ChangeAsync(
            new ConfigurationChange { Repository = new Partial<RepositorySettings>().With(repository => repository.Path, Path.Combine(file, "images")) },
            "test",
            TestContext.Current.CancellationToken));
        Assert.Equal(ErrorIds.PathUnavailable, error.Error.Id);
        Assert.Null(appliance.Get<IApplianceSettings>().Current.Repository.Path);
    }
}
