using System.Diagnostics;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Faults.Tests;

/// <summary>
/// How long a store takes while many small studies are purged, against how long it takes otherwise. A matter of the machine, so it runs only when it is asked
/// for: <c>--explicit only</c>, on a machine that does nothing else. OPTOS_PURGE_STUDIES says how many.
/// </summary>
[Collection(OneAtATime.Name)]
public sealed class PurgeLatencyTests(ITestOutputHelper output)
{
    private const int Cameras = 4;

    [Fact(Explicit = true)]
    public async Task Storing_goes_on_while_many_small_studies_are_purged()
    {
        var studies = int.TryParse(Environment.GetEnvironmentVariable("OPTOS_PURGE_STUDIES"), out var number) ? number : 10_000;
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await host.ChangeAsync(new ConfigurationChange
        {
            Repository = new Partial<RepositorySettings>()
                .With(s => s.CriticalWatermark, DiskWatermark.Parse("1MB"))
                .With(s => s.LowWatermark, DiskWatermark.Parse("2MB"))
                .With(s => s.HighWatermark, DiskWatermark.Parse("100%")),
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FillAsync(host, studies / 8)));
        using var quiet = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var before = Percentile99(await MeasureAsync(host, quiet.Token));

        using var purged = new CancellationTokenSource();
        var measuring = MeasureAsync(host, purged.Token);
        var clock = Stopwatch.StartNew();
        var count = 0;
        await foreach (var step in host.Control.PurgeAsync(new PurgeRequest { Force = true }, CancellationToken.None))
        {
            if (++count >= studies / 8 * 8) break;
        }

        var took = clock.Elapsed;
        await purged.CancelAsync();
        var latencies = await measuring;
        var during = Percentile99(latencies);
        output.WriteLine($"{count} studies purged in {took.TotalSeconds:0.0} s; store p99 {before.TotalMilliseconds:0.0} ms without and {during.TotalMilliseconds:0.0} ms with the purge, {latencies.Count} stores");
        Assert.True(during <= before * 3, $"p99 {before.TotalMilliseconds:0.0} ms without the purge, {during.TotalMilliseconds:0.0} ms with it.");
    }

    private static async Task FillAsync(HostProcess host, int count)
    {
        await using var association = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "CAMERA");
        for (var i = 0; i < count; i++)
            Assert.Equal(DimseStatus.Success, (await OwnScu.StoreAsync(association, TestInstance.Study(1, 2000)[0])).Status);
        await association.ReleaseAsync(CancellationToken.None);
    }

    private static async Task<List<TimeSpan>> MeasureAsync(HostProcess host, CancellationToken stop)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, Cameras).Select(_ => Task.Run(async () =>
        {
            var latencies = new List<TimeSpan>();
            var study = TestInstance.Study(1, 2000)[0];
            await using var association = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "CAMERA");
            while (!stop.IsCancellationRequested)
            {
                var clock = Stopwatch.StartNew();
                var response = await OwnScu.StoreAsync(association, study with { SopInstanceUid = TestInstance.NewUid() });
                latencies.Add(clock.Elapsed);
                Assert.Equal(DimseStatus.Success, response.Status);
            }

            await association.ReleaseAsync(CancellationToken.None);
            return latencies;
        })));
        return [.. all.SelectMany(static each => each)];
    }

    private static TimeSpan Percentile99(List<TimeSpan> latencies)
    {
        latencies.Sort();
        return latencies[(int)(latencies.Count * 0.99)];
    }
}
