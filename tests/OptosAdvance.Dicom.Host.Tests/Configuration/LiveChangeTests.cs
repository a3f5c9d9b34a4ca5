using System.Net;
using System.Net.Sockets;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Changes of a host that runs, through its control endpoint.</summary>
public sealed class LiveChangeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_that_is_taken_is_refused_by_name_and_the_old_listener_stays()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        var before = await client.Control.GetConfigurationAsync(Cancellation);

        var error = await Assert.ThrowsAsync<ControlException>(() => client.Control.ChangeConfigurationAsync(
            new ConfigurationChange { LocalAE = new Partial<LocalAESettings>().With(local => local.Port, taken) }, Cancellation));

        Assert.Equal(ErrorIds.EndpointUnavailable, error.Error.Id);
        Assert.Contains($"{taken}", error.Error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await client.Control.GetConfigurationAsync(Cancellation));
        Assert.True(await AnswersEchoAsync(client, before.LocalAE));
    }

    [Fact]
    public async Task A_new_port_takes_effect_at_once_and_the_old_one_is_free()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        var before = (await client.Control.GetConfigurationAsync(Cancellation)).LocalAE;
        var (port, _) = FreePort.Two();

        var result = await client.Control.ChangeConfigurationAsync(
            new ConfigurationChange { LocalAE = new Partial<LocalAESettings>().With(local => local.Port, port) }, Cancellation);

        Assert.Equal(port, result.Configuration.LocalAE.Port);
        Assert.True(await AnswersEchoAsync(client, result.Configuration.LocalAE));
        using var free = new TcpListener(IPAddress.Loopback, before.Port);
        free.Start();
        Assert.Equal(port, (await client.Control.GetHostStatusAsync(Cancellation)).Listeners.Single(listener => listener.Service == "Storage").Port);
    }

    [Fact]
    public async Task A_path_that_cannot_be_written_is_refused_and_the_old_one_stays()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        var file = Path.Combine(host.DataDirectory, "a-file");
        await File.WriteAllTextAsync(file, "", Cancellation);
        var change = new ConfigurationChange { Repository = new Partial<RepositorySettings>().With(repository => repository.Path, Path.Combine(file, "images")) };

        var error = await Assert.ThrowsAsync<ControlException>(() => client.Control.ChangeConfigurationAsync(change, Cancellation));

        Assert.Equal(ErrorIds.PathUnavailable, error.Error.Id);
        Assert.Contains(file, error.Error.Message, StringComparison.Ordinal);
        Assert.Null((await client.Control.GetConfigurationAsync(Cancellation)).Repository.Path);
    }

    [Fact]
    public async Task Of_a_change_that_can_be_carried_out_in_part_nothing_is()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        var before = await client.Control.GetConfigurationAsync(Cancellation);
        var (port, _) = FreePort.Two();
        var file = Path.Combine(host.DataDirectory, "a-file");
        await File.WriteAllTextAsync(file, "", Cancellation);
        var change = new ConfigurationChange
        {
            LocalAE = new Partial<LocalAESettings>().With(local => local.Port, port),
            Repository = new Partial<RepositorySettings>().With(repository => repository.Path, file),
        };

        await Assert.ThrowsAsync<ControlException>(() => client.Control.ChangeConfigurationAsync(change, Cancellation));

        Assert.Equal(before, await client.Control.GetConfigurationAsync(Cancellation));
        Assert.True(await AnswersEchoAsync(client, before.LocalAE));
        using var free = new TcpListener(IPAddress.Loopback, port);
        free.Start();
    }

    [Fact]
    public async Task Every_error_reaches_the_caller()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        var change = new ConfigurationChange
        {
            LocalAE = new Partial<LocalAESettings>().With(local => local.Port, 0).With(local => local.HostName, "clinic"),
            PatientSearch = new Partial<PatientSearchSettings>().With(search => search.MaximumQueryResults, 0),
        };

        var error = await Assert.ThrowsAsync<ControlException>(() => client.Control.ChangeConfigurationAsync(change, Cancellation));

        Assert.Equal(["Port", "HostName", "MaximumQueryResults"], error.Error.Errors.Select(each => each.Property).OrderBy(name => name switch { "Port" => 0, "HostName" => 1, _ => 2 }));
        Assert.All(error.Error.Errors, each => Assert.NotEmpty(each.RecommendedAction));
    }

    [Fact]
    public async Task Secrets_do_not_come_back_over_the_endpoint()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        var change = new ConfigurationChange
        {
            Notification = new Partial<NotificationSettings>().With(mail => mail.CredentialUserName, "optos").With(mail => mail.CredentialPassword, Secret.Parse("s3cret")),
        };

        await client.Control.ChangeConfigurationAsync(change, Cancellation);

        Assert.True((await client.Control.GetConfigurationAsync(Cancellation)).Notification.CredentialPassword!.IsHidden);
        var rows = await client.Control.GetActivityAsync(new ActivityQuery { Kind = [ActivityKind.Configuration] }, Cancellation).ToListAsync(Cancellation);
        var row = Assert.Single(rows);
        Assert.Contains("CredentialPassword=***", row.After, StringComparison.Ordinal);
        Assert.Equal(OperatingSystem.IsLinux() ? Environment.UserName : row.Peer, row.Peer);
    }

    private static async Task<bool> AnswersEchoAsync(ControlClient client, LocalAESettings local)
    {
        await client.Control.ChangeConfigurationAsync(
            new ConfigurationChange { LocalAE = new Partial<LocalAESettings>().With(each => each.CallerPolicy, CallerPolicy.Any) }, Cancellation);
        var result = await client.Control.TestRemoteAEAsync(
            new RemoteAETestRequest { AETitle = local.AETitle, HostName = "127.0.0.1", Port = local.Port, TimeoutSeconds = 30 }, Cancellation);
        return result.Success;
    }
}
