using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class ControlEndpointTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_status_over_the_local_endpoint()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();

        var status = await client.Control.GetHostStatusAsync(Cancellation);

        Assert.Equal(Environment.ProcessId, status.ProcessId);
        Assert.Equal(host.DataDirectory, status.DataDirectory);
        Assert.Matches(@"^\d+\.\d+\.\d+", status.Version);
    }

    [Fact]
    public async Task Says_how_to_start_a_host_that_does_not_run()
    {
        using var directory = new TemporaryDirectory();

        var error = await Assert.ThrowsAsync<ControlException>(() => ControlClient.ConnectAsync(directory.Path, cancellationToken: Cancellation));

        Assert.Equal(ErrorIds.HostNotRunning, error.Error.Id);
        Assert.Contains("Start-OptosDicomHost", error.Error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(directory.Path, error.Error.Target);
    }

    [Fact]
    public async Task Replaces_the_socket_of_a_host_that_died()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Named pipes leave nothing behind.");
        using var directory = new TemporaryDirectory();
        var endpoint = ControlEndpoint.ForDataDirectory(directory.Path);
        Directory.CreateDirectory(endpoint.ControlDirectory);
        using (var dead = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0))
        {
            dead.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(endpoint.SocketPath! + ".x"));
            File.Move(endpoint.SocketPath! + ".x", endpoint.SocketPath!);
        }

        var error = await Assert.ThrowsAsync<ControlException>(() => ControlClient.ConnectAsync(directory.Path, cancellationToken: Cancellation));
        Assert.Equal(ErrorIds.HostNotRunning, error.Error.Id);

        await using var host = await RunningHost.StartAsync(dataDirectory: directory.Path);
        using var client = await host.ConnectAsync();
        Assert.NotNull(await client.Control.GetConfigurationAsync(Cancellation));
    }

    [Fact]
    public async Task Falls_back_to_a_short_path_when_the_data_directory_is_too_deep_for_a_socket()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipe names have no such limit.");
        using var directory = new TemporaryDirectory();
        var deep = Directory.CreateDirectory(Path.Combine(directory.Path, new string('d', 100))).FullName;
        string socket;
        await using (var host = await RunningHost.StartAsync(dataDirectory: deep))
        {
            using var client = await host.ConnectAsync();
            Assert.Equal(deep, (await client.Control.GetHostStatusAsync(Cancellation)).DataDirectory);
            socket = client.Endpoint.SocketPath!;
            Assert.True(File.Exists(socket));
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(socket)));
        var error = await Assert.ThrowsAsync<ControlException>(() => ControlClient.ConnectAsync(deep, cancellationToken: Cancellation));
        Assert.Equal(ErrorIds.HostNotRunning, error.Error.Id);
    }

    [Fact]
    public async Task Only_the_owner_may_open_the_socket()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Access rules are those of the pipe.");
            return;
        }

        await using var host = await RunningHost.StartAsync();
        var endpoint = ControlEndpoint.ForDataDirectory(host.DataDirectory);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(endpoint.SocketPath!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(endpoint.ControlDirectory));
    }

    [Fact]
    public async Task Serves_many_callers_at_once()
    {
        await using var host = await RunningHost.StartAsync();

        await Parallel.ForAsync(0, 32, Cancellation, async (_, token) =>
        {
            using var client = await ControlClient.ConnectAsync(host.DataDirectory, cancellationToken: token);
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(100, (await client.Control.GetConfigurationAsync(token)).PatientSearch.MaximumQueryResults);
            }
        });
    }

    [Fact]
    public async Task Garbage_on_the_endpoint_harms_only_who_sent_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Sent over a socket.");
        await using var host = await RunningHost.StartAsync();
        using var good = await host.ConnectAsync();
        using (var bad = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0))
        {
            bad.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(good.Endpoint.SocketPath!));
            bad.Send([0xFF, 0xFF, 0xFF, 0xFF, .. "not json at all"u8]);
            var buffer = new byte[1];
            Assert.Equal(0, await bad.ReceiveAsync(buffer, Cancellation));
        }

        Assert.NotNull(await good.Control.GetConfigurationAsync(Cancellation));
        using var next = await host.ConnectAsync();
        Assert.NotNull(await next.Control.GetConfigurationAsync(Cancellation));
    }

    [Fact]
    public async Task Reaches_the_caller_with_the_error_that_the_host_met()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        var change = new ConfigurationChange { RemoteAEs = [new RemoteAEChange { Name = "PACS1", Kind = RemoteAEChangeKind.Remove }] };

        var error = await Assert.ThrowsAsync<ControlException>(() => client.Control.ChangeConfigurationAsync(change, Cancellation));

        Assert.Equal(ErrorIds.NotFound, error.Error.Id);
        Assert.Equal(ControlErrorCategory.ObjectNotFound, error.Error.Category);
        Assert.Equal("PACS1", error.Error.Target);
        Assert.Contains("Get-OptosDicomAE", error.Error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reaches_the_caller_with_an_error_in_the_middle_of_a_sequence()
    {
        await using var host = await RunningHost.StartAsync(services => services.Replace<IStudySearch, FailingSearch>());
        using var client = await host.ConnectAsync();
        var pages = 0;

        var error = await Assert.ThrowsAsync<ControlException>(async () =>
        {
            await foreach (var page in client.Control.FindStudiesAsync(new StudyQuery(), Cancellation))
            {
                pages++;
            }
        });

        Assert.Equal(3, pages);
        Assert.Equal(ErrorIds.RepositoryUnavailable, error.Error.Id);
    }

    [Fact]
    public async Task Leaving_a_sequence_early_ends_the_work_in_the_host()
    {
        await using var host = await RunningHost.StartAsync(services => services.Replace<IStudySearch, EndlessSearch>());
        using var client = await host.ConnectAsync();

        await foreach (var page in client.Control.FindStudiesAsync(new StudyQuery(), Cancellation))
        {
            break;
        }

        await ((EndlessSearch)host.Get<IStudySearch>()).Ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task Cancelling_a_sequence_ends_the_work_in_the_host()
    {
        await using var host = await RunningHost.StartAsync(services => services.Replace<IStudySearch, EndlessSearch>());
        using var client = await host.ConnectAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var page in client.Control.FindStudiesAsync(new StudyQuery(), stop.Token))
            {
                await stop.CancelAsync();
            }
        });

        await ((EndlessSearch)host.Get<IStudySearch>()).Ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task A_caller_that_vanishes_ends_its_work_in_the_host()
    {
        await using var host = await RunningHost.StartAsync(services => services.Replace<IStudySearch, EndlessSearch>());
        var client = await host.ConnectAsync();

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var page in client.Control.FindStudiesAsync(new StudyQuery(), Cancellation))
            {
                client.Dispose();
            }
        });

        await ((EndlessSearch)host.Get<IStudySearch>()).Ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task Stops_when_asked_to_and_answers_first()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        var waiting = host.Host.WaitForShutdownAsync(Cancellation);

        await client.Control.StopHostAsync(Cancellation);

        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var error = await Assert.ThrowsAsync<ControlException>(() => client.Control.GetHostStatusAsync(Cancellation));
        Assert.Equal(ErrorIds.HostNotRunning, error.Error.Id);
    }

    [Fact]
    public async Task A_warm_call_takes_milliseconds()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = await host.ConnectAsync();
        for (var i = 0; i < 50; i++)
        {
            await client.Control.GetConfigurationAsync(Cancellation);
        }

        var times = new List<double>();
        for (var i = 0; i < 101; i++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            await client.Control.GetConfigurationAsync(Cancellation);
            times.Add(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
        }

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"median {times[50]:0.00} ms, 99 % {times[99]:0.00} ms");
        Assert.True(times[50] < 10, $"The median call took {times[50]:0.0} ms.");
    }
}
