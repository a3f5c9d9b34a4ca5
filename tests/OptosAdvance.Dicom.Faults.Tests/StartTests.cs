using System.Diagnostics;
using System.Net.Sockets;

namespace OptosAdvance.Dicom.Faults.Tests;

/// <summary>How soon the host listens after its process was started, and what it holds while nothing happens.</summary>
[Collection(OneAtATime.Name)]
public sealed class StartTests(ITestOutputHelper output)
{
    private const int Starts = 7;

    [Fact]
    public async Task Listens_soon_after_its_start_and_is_small_while_idle()
    {
        using var folder = new TemporaryFolder();
        var times = new List<double>();
        var resident = 0L;
        for (var i = 0; i < Starts; i++)
        {
            var port = FreePort.Next();
            var data = folder.Folder("data" + i);
            await File.WriteAllTextAsync(
                Path.Combine(data, "configuration.json"),
                $$"""{ "formatVersion": 1, "configuration": { "localAE": { "port": {{port}} } } }""",
                TestContext.Current.CancellationToken);
            var clock = Stopwatch.StartNew();
            await using var process = PeerProcess.Start(BuiltProduct.HostCommand[0], [.. BuiltProduct.HostCommand.Skip(1), "run", "--data", data]);
            while (!await IsListeningAsync(port))
            {
                Assert.False(process.HasExited, process.Output);
                Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), process.Output);
                await Task.Delay(2, TestContext.Current.CancellationToken);
            }

            times.Add(clock.Elapsed.TotalMilliseconds);
            if (!OperatingSystem.IsLinux()) continue;

            // Of the last one, when it has been idle for a moment.
            if (i == Starts - 1) await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
            resident = ProcessMemory.Resident(process.Id);
        }

        times.Sort();
        output.WriteLine($"listens after {times[Starts / 2]:F0} ms (median of {Starts}; {times[0]:F0} to {times[^1]:F0}), {resident >> 20} MB resident");

        // Generous, for machines that do much else: half a second is the aim.
        Assert.InRange(times[0], 0, 2000);
        Assert.InRange(resident, 0, 90L << 20);
    }

    private static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
