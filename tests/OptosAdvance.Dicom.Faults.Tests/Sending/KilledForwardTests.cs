using System.IO.Hashing;
using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Faults.Tests;

/// <summary>The host is killed again and again while it forwards studies. OPTOS_KILL_SEED repeats a run.</summary>
[Collection(OneAtATime.Name)]
public sealed class KilledForwardTests(ITestOutputHelper output)
{
    private const int Studies = 20;
    private const int InstancesOfStudy = 500;
    private const int Kills = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_arrives_and_what_was_written_down_as_confirmed_is_not_sent_again()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("OPTOS_KILL_SEED"), out var number) ? number : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        await using var archive = CountingArchive.Start();
        await using var host = await HostProcess.StartAsync(folder);
        await ForwardToAsync(host, archive.Port);
        var sent = await StoreAsync(host.Port);

        for (var round = 0; round < Kills; round++)
        {
            var left = sent.Count - archive.Count;
            var target = archive.Count + random.Next(left, 2 * left + 1) / (Kills + 2 - round);
            await UntilAsync(() => archive.Count >= target, host);
            await host.KillAsync();

            var written = Written(folder);
            var before = archive.Times;
            await host.RestartAsync();
            await UntilAsync(() => archive.Count > before.Count || archive.Count == sent.Count, host);
            var again = written.Where(uid => archive.Times[uid] != before[uid]).ToList();
            Assert.True(again.Count == 0, $"seed {seed}, round {round}: {again.Count} instances were sent again although their confirmation was written down.");
        }

        await UntilAsync(() => archive.Count == sent.Count, host);
        var jobs = await FinishedAsync(host);
        Assert.Equal(Studies, jobs.Count);
        Assert.All(jobs, job => Assert.Equal((JobState.Succeeded, InstancesOfStudy), (job.State, job.Done)));
        Assert.All(sent, pair => Assert.Equal(pair.Value, archive.HashOf(pair.Key)));
        var doubles = archive.Times.Values.Sum(static times => times - 1);
        output.WriteLine($"{Kills} kills, {sent.Count} instances, {doubles} sent twice");
    }

    private static Task<ConfigurationChangeResult> ForwardToAsync(HostProcess host, int port) => host.ChangeAsync(new ConfigurationChange
    {
        // A killed process leaves to the machine what it has written: flushing would only make the test slow.
        Repository = new Partial<RepositorySettings>().With(s => s.Durability, Durability.OperatingSystem),
        RemoteAEs =
        [
            new RemoteAEChange
            {
                Name = "ARCHIVE",
                Kind = RemoteAEChangeKind.Create,
                Properties = new Partial<RemoteAE>()
                    .With(a => a.AETitle, AETitle.Parse("ARCHIVE"))
                    .With(a => a.HostName, "127.0.0.1")
                    .With(a => a.Port, port)
                    .With(a => a.Services, RemoteServices.Storage)
                    .With(a => a.AutoForward, true)
                    .With(a => a.AutoForwardDelaySeconds, 5),
            },
        ],
    });

    /// <summary>Eight cameras store; what they stored, with the hash of each data set.</summary>
    private static async Task<Dictionary<string, ulong>> StoreAsync(int port)
    {
        var sent = new Dictionary<string, ulong>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Studies), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (study, _) =>
        {
            await using var association = await OwnScu.ConnectAsync(port, HostProcess.AETitle, $"CAMERA{study}");
            foreach (var instance in TestInstance.Study(InstancesOfStudy, 2_000 + (100 * study)))
            {
                Assert.True((await OwnScu.StoreAsync(association, instance)).Status.IsSuccess);
                lock (sent) sent[instance.SopInstanceUid] = XxHash3.HashToUInt64(instance.DataSet());
            }

            await association.ReleaseAsync(CancellationToken.None);
        });
        return sent;
    }

    /// <summary>What a host that was killed has written down as confirmed.</summary>
    private static HashSet<string> Written(TemporaryFolder folder)
    {
        var copy = folder.Folder("copy");
        foreach (var file in Directory.GetFiles(folder.Folder("data"), "jobs.db*")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(copy, "jobs.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT instance FROM job_items WHERE state <> 0";
        using var reader = command.ExecuteReader();
        var written = new HashSet<string>();
        while (reader.Read()) written.Add(reader.GetString(0));
        return written;
    }

    private static async Task<IReadOnlyList<OutboundJob>> FinishedAsync(HostProcess host)
    {
        while (true)
        {
            var jobs = new List<OutboundJob>();
            await foreach (var job in host.Control.GetJobsAsync(new JobQuery(), Cancellation)) jobs.Add(job);
            if (jobs.TrueForAll(static job => job.IsOver)) return jobs;
            await Task.Delay(50, Cancellation);
        }
    }

    private static async Task UntilAsync(Func<bool> reached, HostProcess host)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (!reached())
        {
            Assert.False(host.Process.HasExited, host.Process.Output);
            await Task.Delay(2, limit.Token);
        }
    }
}
