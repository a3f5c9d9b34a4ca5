using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Faults.Tests;

/// <summary>
/// The host is killed at random points of one purge after another, while a camera sends. OPTOS_PURGE_KILLS makes it more often, OPTOS_KILL_SEED repeats a run.
/// </summary>
[Collection(OneAtATime.Name)]
public sealed class KilledPurgeTests(ITestOutputHelper output)
{
    private const int Studies = 60;

    [Fact]
    public async Task After_every_kill_of_a_purge_index_and_files_agree_both_ways()
    {
        var seed = Number("OPTOS_KILL_SEED", Random.Shared.Next());
        var kills = Number("OPTOS_PURGE_KILLS", 50);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);

        // All that is free is below the high mark: whoever asks with Force purges all there is.
        await host.ChangeAsync(new ConfigurationChange
        {
            Repository = new Partial<RepositorySettings>()
                .With(s => s.CriticalWatermark, DiskWatermark.Parse("1MB"))
                .With(s => s.LowWatermark, DiskWatermark.Parse("2MB"))
                .With(s => s.HighWatermark, DiskWatermark.Parse("100%"))
                .With(s => s.PurgeBatchSize, 4),
        });
        var stored = new List<string>();
        var purged = 0;
        var inTheMiddle = 0;
        for (var round = 0; round < kills; round++)
        {
            stored.AddRange(await StoreAsync(host, Studies - stored.Count));
            var before = stored.Count;
            var purge = PurgeAsync(host);
            await Task.Delay(random.Next(150), TestContext.Current.CancellationToken);
            await host.KillAsync();
            await purge;
            await host.RestartAsync();
            stored = await AssertAgreesAsync(host, stored, $"seed {seed}, round {round}");
            purged += before - stored.Count;
            inTheMiddle += stored.Count > 0 && stored.Count < before ? 1 : 0;
        }

        output.WriteLine($"{kills} kills, {purged} studies purged, {inTheMiddle} kills in the middle of a purge");
        Assert.True(inTheMiddle > 0, "No kill fell into a purge.");
    }

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;

    private static async Task PurgeAsync(HostProcess host)
    {
        try
        {
            await foreach (var step in host.Control.PurgeAsync(new PurgeRequest { Force = true }, CancellationToken.None))
                _ = step;
        }
        catch (Exception e) when (e is ControlException or ObjectDisposedException or OperationCanceledException)
        {
            // The host was killed, which is the point.
        }
    }

    private static async Task<List<string>> StoreAsync(HostProcess host, int count)
    {
        var studies = new List<string>();
        await using var association = await OwnScu.ConnectAsync(host.Port, HostProcess.AETitle, "CAMERA");
        for (var i = 0; i < count; i++)
        {
            var instances = TestInstance.Study(1 + (i % 3), 2000);
            foreach (var instance in instances)
                Assert.Equal(DimseStatus.Success, (await OwnScu.StoreAsync(association, instance)).Status);
            studies.Add(instances[0].StudyInstanceUid);
        }

        await association.ReleaseAsync(CancellationToken.None);
        return studies;
    }

    /// <summary>Every file has its row and every row its file, whole studies only, and nothing is left half-way.</summary>
    private static async Task<List<string>> AssertAgreesAsync(HostProcess host, List<string> stored, string when)
    {
        var left = host.IncomingFiles();
        Assert.True(left.Count == 0, $"{when}: left in the incoming folder: {string.Join(", ", left)}");
        var remaining = (await host.FindAsync([.. stored])).ToDictionary(study => study.StudyInstanceUid);
        var named = new List<string>();
        foreach (var study in remaining.Values)
        {
            var instances = await host.InstancesAsync(study.StudyInstanceUid);
            Assert.True(instances.Count == study.Instances, $"{when}: {study.StudyInstanceUid} is not whole.");
            named.AddRange(instances.Values.Select(instance => Path.Combine(host.RepositoryPath, instance.Path)));
        }

        Assert.Equal(named.Order(), host.StoredFiles().Order());
        var status = await host.Control.GetHostStatusAsync(CancellationToken.None);
        Assert.Equal((remaining.Count, named.Count), (status.Studies, status.Instances));
        return [.. stored.Where(remaining.ContainsKey)];
    }
}
