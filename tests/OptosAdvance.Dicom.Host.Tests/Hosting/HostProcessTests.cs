using System.Diagnostics;
using System.Globalization;
using OptosAdvance.Dicom.Contracts;
using ActivityKind = OptosAdvance.Dicom.Contracts.ActivityKind;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class HostProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_host_on_the_same_data_directory_is_turned_away_by_name()
    {
        using var directory = new TemporaryDirectory();
        RunningHost.StoreInitialConfiguration(directory.Path);
        using var first = await HostProcess.StartReadyAsync(directory.Path);
        using var second = HostProcess.Start("run", "--data", directory.Path);

        var (exitCode, errors) = await second.WaitForExitAsync();

        Assert.Equal(ExitCodes.AlreadyRunning, exitCode);
        Assert.Contains($"process {first.Id}", errors, StringComparison.Ordinal);
        Assert.Contains(directory.Path, errors, StringComparison.Ordinal);
        using var client = await first.ConnectAsync(directory.Path);
        Assert.Equal(first.Id, (await client.Control.GetHostStatusAsync(Cancellation)).ProcessId);
    }

    [Fact]
    public async Task A_host_that_was_killed_does_not_keep_the_next_one_out()
    {
        using var directory = new TemporaryDirectory();
        RunningHost.StoreInitialConfiguration(directory.Path);
        using (var first = await HostProcess.StartReadyAsync(directory.Path))
        {
            first.Kill();
        }

        using var second = await HostProcess.StartReadyAsync(directory.Path);
        Assert.Equal(second.Id.ToString(CultureInfo.InvariantCulture), (await File.ReadAllTextAsync(directory.File("optosd.pid"), Cancellation)).Trim());
    }

    [Fact]
    public async Task Stops_in_order_on_SIGTERM_and_on_request()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        using var directory = new TemporaryDirectory();
        RunningHost.StoreInitialConfiguration(directory.Path);
        using (var host = await HostProcess.StartReadyAsync(directory.Path))
        {
            using var kill = Process.Start("kill", ["-TERM", host.Id.ToString(CultureInfo.InvariantCulture)]);
            Assert.Equal(ExitCodes.Success, (await host.WaitForExitAsync()).ExitCode);
        }

        Assert.False(File.Exists(directory.File("optosd.pid")));
        using (var host = await HostProcess.StartReadyAsync(directory.Path))
        {
            using var client = await host.ConnectAsync(directory.Path);
            await client.Control.StopHostAsync(Cancellation);
            Assert.Equal(ExitCodes.Success, (await host.WaitForExitAsync()).ExitCode);
        }

        await using var third = await RunningHost.StartAsync(dataDirectory: directory.Path);
        using var reader = await third.ConnectAsync();
        var rows = await reader.Control.GetActivityAsync(new ActivityQuery { Kind = [ActivityKind.Host] }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(3, rows.Count(row => row.Message.Contains("started", StringComparison.Ordinal)));
        Assert.Equal(2, rows.Count(row => row.Message == "Host stopped"));
    }

    [Fact]
    public async Task Logs_to_a_file_that_only_the_owner_may_read()
    {
        using var directory = new TemporaryDirectory();
        await using (var host = await RunningHost.StartAsync(dataDirectory: directory.Path))
        {
            using var client = await host.ConnectAsync();
        }

        var log = Assert.Single(Directory.EnumerateFiles(directory.File("logs"), "optosd-*.log"));
        Assert.Contains("Control endpoint", await File.ReadAllTextAsync(log, Cancellation), StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(directory.File("logs")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task A_broken_configuration_stops_the_start_and_is_left_alone()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("configuration.json");
        await File.WriteAllTextAsync(path, "{\n  \"configuration\": { \"localAE\": { \"port\": true } }\n}", Cancellation);
        using var host = HostProcess.Start("--data", directory.Path);

        var (exitCode, errors) = await host.WaitForExitAsync();

        Assert.Equal(ExitCodes.CannotStart, exitCode);
        Assert.Contains("line 2", errors, StringComparison.Ordinal);
        Assert.Contains(path, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_changes_leaves_the_old_configuration_or_the_new_one()
    {
        using var directory = new TemporaryDirectory();
        RunningHost.StoreInitialConfiguration(directory.Path);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 4; round++)
        {
            using var host = await HostProcess.StartReadyAsync(directory.Path);
            using var client = await host.ConnectAsync(directory.Path);
            var acknowledged = (await client.Control.GetConfigurationAsync(Cancellation)).Revision;
            var killer = Task.Delay(random.Next(20, 250), Cancellation).ContinueWith(_ => host.Kill(), Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);
            var sent = acknowledged;
            await Assert.ThrowsAsync<ControlException>(async () =>
            {
                while (true)
                {
                    sent++;
                    var change = new ConfigurationChange { Notification = new Partial<NotificationSettings>().With(mail => mail.CredentialUserName, $"{sent}") };
                    acknowledged = (await client.Control.ChangeConfigurationAsync(change, Cancellation)).Configuration.Revision;
                }
            });
            await killer;

            var appliance = new ApplianceDirectory(directory.Path);
            var found = new ConfigurationFile(appliance, new SecretProtector(appliance)).Load();

            Assert.InRange(found.Revision, acknowledged, sent);
            Assert.Equal(found.Revision == 0 ? null : $"{found.Revision}", found.Notification.CredentialUserName);
        }
    }
}
