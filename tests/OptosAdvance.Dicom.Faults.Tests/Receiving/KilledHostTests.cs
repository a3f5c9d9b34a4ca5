using System.Collections.Concurrent;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Faults.Tests;

/// <summary>The host is killed again and again while cameras send. OPTOS_KILLS makes it more often, OPTOS_KILL_SEED repeats a run.</summary>
[Collection(OneAtATime.Name)]
public sealed class KilledHostTests(ITestOutputHelper output)
{
    private const int Associations = 8;
    private const int Wanted = 5_000;

    private readonly ConcurrentDictionary<string, TestInstance> _sent = new();
    private readonly ConcurrentDictionary<string, TestInstance> _acknowledged = new();

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_half_written_is_seen()
    {
        var seed = Number("OPTOS_KILL_SEED", Random.Shared.Next());
        var kills = Number("OPTOS_KILLS", 20);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        for (var round = 0; round < kills; round++)
        {
            var target = _acknowledged.Count + random.Next(1, 2 * Wanted / kills);
            using var stop = new CancellationTokenSource();
            var senders = Send(host.Port, int.MaxValue, stop.Token);
            await UntilAsync(() => _acknowledged.Count >= target, senders);

            // Not always right behind an answer.
            await Task.Delay(random.Next(8), TestContext.Current.CancellationToken);
            await host.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(senders);

            // A power cut seldom comes alone: the start that repairs is cut short as well, now and then.
            for (var again = random.Next(3); again > 0; again--)
                await CutShortAsync(folder, TimeSpan.FromMilliseconds(random.Next(50, 600)));

            await host.RestartAsync();
            await AssertWholeAsync(host, $"seed {seed}, round {round}");
        }

        if (_acknowledged.Count < Wanted)
            await Task.WhenAll(Send(host.Port, Wanted - _acknowledged.Count, CancellationToken.None));
        Assert.True(_acknowledged.Count >= Wanted);
        await host.KillAsync();
        await host.RestartAsync();
        await AssertWholeAsync(host, $"seed {seed}, at the end");
        output.WriteLine($"{kills} kills, {_sent.Count} sent, {_acknowledged.Count} acknowledged, {host.StoredFiles().Count} stored");
    }

    private static async Task CutShortAsync(TemporaryFolder folder, TimeSpan after)
    {
        await using var start = PeerProcess.Start(BuiltProduct.HostCommand[0], [.. BuiltProduct.HostCommand.Skip(1), "run", "--data", folder.Folder("data")]);
        await Task.Delay(after, TestContext.Current.CancellationToken);
        await start.KillAsync();
    }

    /// <summary>Waits; a sender that fails otherwise than by the host's end is told at once.</summary>
    private static async Task UntilAsync(Func<bool> reached, Task[] senders)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!reached())
        {
            if (senders.FirstOrDefault(sender => sender.IsCompleted) is { } ended)
            {
                await ended;
                Assert.Fail("A sender ended although the host runs.");
            }

            await Task.Delay(1, limit.Token);
        }
    }

    /// <summary>Eight cameras, two to a study; each ends when it has sent its share, or with the host.</summary>
    private Task[] Send(int port, int count, CancellationToken stopped)
    {
        var studies = Enumerable.Range(0, Associations / 2).Select(_ => TestInstance.Study(1, 0)[0]).ToArray();
        return
        [
            .. Enumerable.Range(0, Associations).Select(camera => Task.Run(async () =>
            {
                var study = studies[camera / 2] with { SeriesInstanceUid = TestInstance.NewUid() };
                try
                {
                    await using var association = await OwnScu.ConnectAsync(port, HostProcess.AETitle, "CAMERA" + camera);
                    for (var i = camera; i < count; i += Associations)
                    {
                        var instance = study with { SopInstanceUid = TestInstance.NewUid(), PixelBytes = 2000 + (2 * (i % 4000)) };
                        _sent[instance.SopInstanceUid] = instance;
                        var response = await OwnScu.StoreAsync(association, instance);
                        Assert.Equal(DimseStatus.Success, response.Status);
                        _acknowledged[instance.SopInstanceUid] = instance;
                    }

                    await association.ReleaseAsync(CancellationToken.None);
                }
                catch (Exception e) when (stopped.CanBeCanceled && e is DicomNetworkException or AssociationAbortedException or IOException or OperationCanceledException)
                {
                    // The host was killed, which ends the sending. If it was not, the wait for the next kill fails.
                }
            })),
        ];
    }

    private async Task AssertWholeAsync(HostProcess host, string when)
    {
        // First of all: nobody has had the time to tidy up behind the control endpoint's back.
        var left = host.IncomingFiles();
        Assert.True(left.Count == 0, $"{when}: left in the incoming folder: {string.Join(", ", left)}");
        var stored = host.StoredFiles().ToHashSet();
        var found = new Dictionary<string, InstanceDetail>();
        foreach (var study in _sent.Values.Select(instance => instance.StudyInstanceUid).Distinct())
        {
            foreach (var (uid, instance) in await host.InstancesAsync(study)) found.Add(uid, instance with { Path = Path.Combine(host.RepositoryPath, instance.Path) });
        }

        var lost = _acknowledged.Keys.Where(uid => !found.ContainsKey(uid)).ToList();
        Assert.True(lost.Count == 0, $"{when}: {lost.Count} acknowledged instances are not found, {lost.FirstOrDefault()} among them.");

        // The index names every file, and there is a file for everything that it names.
        Assert.Equal(stored.Order(), found.Values.Select(instance => instance.Path).Order());
        Assert.Equal(found.Count, (await host.Control.GetHostStatusAsync(CancellationToken.None)).Instances);
        foreach (var (uid, instance) in found)
        {
            Assert.True(StoredFile.DataSet(instance.Path).AsSpan().SequenceEqual(_sent[uid].DataSet()), $"{when}: {instance.Path} is not what was sent.");
            Assert.Equal(new FileInfo(instance.Path).Length, instance.Size);
        }
    }
}
