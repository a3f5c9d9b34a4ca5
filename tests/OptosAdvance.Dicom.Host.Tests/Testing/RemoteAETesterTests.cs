using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class RemoteAETesterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_that_a_peer_answers_and_how_fast()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        var local = await AdmitAsync(client, CallerPolicy.Any);

        var result = await client.Control.TestRemoteAEAsync(RequestTo(local.AETitle, local.Port), Cancellation);

        Assert.True(result.Success, result.Message);
        Assert.Equal(RemoteAETestStep.Echo, result.Step);
        Assert.InRange(result.RoundTripMilliseconds!.Value, 0, 30_000);
        Assert.NotNull(result.ImplementationVersionName);
        var row = Assert.Single(await client.Control.GetActivityAsync(new ActivityQuery { Kind = [ActivityKind.Test] }, Cancellation).ToListAsync(Cancellation));
        Assert.Equal(ActivityOutcome.Success, row.Outcome);
    }

    [Fact]
    public async Task Says_that_the_peer_does_not_know_us()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        var local = await AdmitAsync(client, CallerPolicy.Known);

        var result = await client.Control.TestRemoteAEAsync(RequestTo(local.AETitle, local.Port) with { CallingAETitle = AETitle.Parse("STRANGER") }, Cancellation);

        Assert.False(result.Success);
        Assert.Equal(RemoteAETestStep.Association, result.Step);
        Assert.Contains("Register our AE title 'STRANGER'", result.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("STRANGER", (await client.Control.GetRefusedCallersAsync(Cancellation)).Select(caller => caller.AETitle));
    }

    [Fact]
    public async Task Says_that_the_peer_has_another_title()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        var local = await AdmitAsync(client, CallerPolicy.Any);

        var result = await client.Control.TestRemoteAEAsync(RequestTo(AETitle.Parse("WRONG"), local.Port), Cancellation);

        Assert.False(result.Success);
        Assert.Equal(RemoteAETestStep.Association, result.Step);
        Assert.Contains("does not go by 'WRONG'", result.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_nothing_listens()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();

        var result = await client.Control.TestRemoteAEAsync(RequestTo(AETitle.Parse("X"), FreePort.Two().First), Cancellation);

        Assert.False(result.Success);
        Assert.Equal(RemoteAETestStep.Tcp, result.Step);
        Assert.Contains("firewall", result.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_name_is_not_known()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();

        var result = await client.Control.TestRemoteAEAsync(RequestTo(AETitle.Parse("X"), 104) with { HostName = "no-such-host.invalid" }, Cancellation);

        Assert.False(result.Success);
        Assert.Equal(RemoteAETestStep.NameResolution, result.Step);
        Assert.Contains("no-such-host.invalid", result.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_up_on_a_peer_that_stays_silent()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var result = await client.Control.TestRemoteAEAsync(
            RequestTo(AETitle.Parse("X"), ((IPEndPoint)silent.LocalEndpoint).Port) with { TimeoutSeconds = 1 }, Cancellation);

        Assert.False(result.Success);
        Assert.Equal(RemoteAETestStep.Association, result.Step);
        Assert.NotNull(result.RecommendedAction);
    }

    [Fact]
    public async Task Gives_up_when_the_caller_does()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var request = RequestTo(AETitle.Parse("X"), ((IPEndPoint)silent.LocalEndpoint).Port) with { TimeoutSeconds = 600 };

        var test = client.Control.TestRemoteAEAsync(request, stop.Token);
        using var connected = await silent.AcceptTcpClientAsync(Cancellation);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.NotNull(await client.Control.GetHostStatusAsync(Cancellation));
    }

    [Fact]
    public async Task An_entry_that_does_not_exist_is_an_error_of_its_own()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();

        var error = await Assert.ThrowsAsync<ControlException>(() => client.Control.TestRemoteAEAsync(new RemoteAETestRequest { Name = "PACS9" }, Cancellation));

        Assert.Equal(ErrorIds.NotFound, error.Error.Id);
    }

    [Theory]
    [InlineData("dicom", true, "200")]
    [InlineData("secret", false, "401")]
    [InlineData("elsewhere", false, "404")]
    public async Task Probes_a_web_server(string path, bool success, string status)
    {
        await using var server = await StartWebServerAsync();
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        var web = new Partial<RemoteAE>().With(remote => remote.Services, RemoteServices.Rest).With(remote => remote.BaseUri, $"{server.Urls.Single()}/{path}");
        await client.Control.ChangeConfigurationAsync(new ConfigurationChange { RemoteAEs = [new RemoteAEChange { Name = "WEB", Properties = web }] }, Cancellation);

        var result = await client.Control.TestRemoteAEAsync(new RemoteAETestRequest { Name = "web" }, Cancellation);

        Assert.Equal(success, result.Success);
        Assert.Contains(status, result.Message, StringComparison.Ordinal);
        Assert.Equal(success, result.RecommendedAction is null);
    }

    private static async Task<WebApplication> StartWebServerAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapGet("/dicom/studies", () => Results.Json(Array.Empty<object>()));
        server.MapGet("/secret/studies", () => Results.StatusCode(401));
        await server.StartAsync(Cancellation);
        return server;
    }

    private static RemoteAETestRequest RequestTo(AETitle title, int port) =>
        new() { AETitle = title, HostName = "127.0.0.1", Port = port, TimeoutSeconds = 30 };

    private static async Task<LocalAESettings> AdmitAsync(ControlClient client, CallerPolicy policy) =>
        (await client.Control.ChangeConfigurationAsync(
            new ConfigurationChange { LocalAE = new Partial<LocalAESettings>().With(local => local.CallerPolicy, policy) }, Cancellation)).Configuration.LocalAE;
}
