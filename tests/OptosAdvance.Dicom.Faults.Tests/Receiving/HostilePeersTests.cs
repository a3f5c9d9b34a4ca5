using System.Diagnostics;
using System.Net.Sockets;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Faults.Tests;

[Collection(OneAtATime.Name)]
public sealed class HostilePeersTests(ITestOutputHelper output)
{
    private const int IdleConnections = 2_000;

    [Fact]
    public async Task Trickling_silent_and_idle_peers_do_not_keep_a_ninth_camera_from_storing()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);

        // Eight cameras, one of them slow without end, and one more: not a single place is left for those who only hold connections.
        await host.LimitInboundAsync(9);
        var idle = new List<TcpClient>();
        var cameras = new List<DicomAssociation>();
        using var enough = new CancellationTokenSource();
        var trickles = new List<Task>();
        try
        {
            idle.AddRange(await ConnectAsync(host.Port, IdleConnections));
            var half = await ConnectAsync(host.Port, 20);
            idle.AddRange(half);

            // The beginning of an A-ASSOCIATE-RQ that promises 200 bytes.
            foreach (var client in half) await client.GetStream().WriteAsync(new byte[] { 1, 0, 0, 0, 0, 200, 0, 1, 0, 0 });
            using var slow = await RawAssociation.OpenAsync(host.Port, HostProcess.AETitle, "SLOW");
            var slowInstance = TestInstance.Study(1, 20_000)[0];
            await slow.StoreBeginningAsync(slowInstance, slowInstance.DataSet().AsMemory(0, 100));

            // A P-DATA-TF that promises 4,096 bytes, of which one comes a second.
            await slow.SendBytesAsync(new byte[] { 4, 0, 0, 0, 0x10, 0, 0, 0, 0x0F, 0xFC, 1, 0 });
            trickles.Add(TrickleAsync(bytes => slow.SendBytesAsync(bytes).AsTask(), enough.Token));
            trickles.Add(TrickleAsync(bytes => half[0].GetStream().WriteAsync(bytes).AsTask(), enough.Token));
            for (var camera = 0; camera < 7; camera++)
                cameras.Add(await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "CAMERA" + camera));

            var clock = Stopwatch.StartNew();
            var instance = TestInstance.Study(1, 50_000)[0];
            await using var ninth = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "NINTH");
            Assert.Equal(DimseStatus.Success, (await OwnScu.StoreAsync(ninth, instance)).Status);
            await ninth.ReleaseAsync(TestContext.Current.CancellationToken);
            output.WriteLine($"stored in {clock.Elapsed.TotalMilliseconds:F0} ms");

            // Far below the 30 seconds after which those who do not ask for an association are sent away.
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            var stored = Assert.Single(await host.InstancesAsync(instance.StudyInstanceUid)).Value;
            Assert.Equal(instance.DataSet(), StoredFile.DataSet(Path.Combine(host.RepositoryPath, stored.Path)));
            if (OperatingSystem.IsLinux())
            {
                var resident = ProcessMemory.Resident(host.Process.Id);
                output.WriteLine($"resident {resident >> 20} MB");
                Assert.InRange(resident, 0, 200L << 20);
            }
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAll(trickles);
            foreach (var camera in cameras) await camera.DisposeAsync();
            foreach (var client in idle) client.Dispose();
        }
    }

    private static async Task<List<TcpClient>> ConnectAsync(int port, int count)
    {
        var clients = new List<TcpClient>();
        for (var i = 0; i < count; i++)
        {
            var client = new TcpClient();
            clients.Add(client);
            await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        }

        return clients;
    }

    private static async Task TrickleAsync(Func<byte[], Task> send, CancellationToken enough)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            do
            {
                await send([0]);
            }
            while (await timer.WaitForNextTickAsync(enough));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The test is over, or the host has lost its patience, which is its right.
        }
    }
}
