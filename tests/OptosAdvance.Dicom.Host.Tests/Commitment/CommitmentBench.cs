using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A whole host, an archive that does as it is told, and studies to ask about.</summary>
internal sealed class CommitmentBench : IAsyncDisposable
{
    public const string Archive = "PACS1";

    private CommitmentBench(ReceivingAppliance host, ScriptedArchive archive) => (Host, Peer) = (host, archive);

    public ReceivingAppliance Host { get; }

    public ScriptedArchive Peer { get; }

    public CommitmentStore Store => Host.Get<CommitmentStore>();

    public JobQueue Jobs => Host.Get<JobQueue>();

    /// <param name="waitSeconds">How long the host keeps the association open for a report.</param>
    public static async Task<CommitmentBench> StartAsync(int waitSeconds = 0)
    {
        var bench = new CommitmentBench(await ReceivingAppliance.StartAsync(), await ScriptedArchive.StartAsync());
        await bench.ConfigureAsync(Archive, ScriptedArchive.AETitle, bench.Peer.Port, RemoteServices.StorageCommitment | RemoteServices.Storage, waitSeconds);
        return bench;
    }

    public Task ConfigureAsync(string name, string title, int port, RemoteServices services, int waitSeconds = 0) => Host.Get<ConfigurationService>().ChangeAsync(
        new ConfigurationChange
        {
            RemoteAEs = new[]
            {
                new RemoteAEChange
                {
                    Name = name,
                    Kind = RemoteAEChangeKind.Ensure,
                    Properties = new Partial<RemoteAE>()
                        .With(entry => entry.AETitle, AETitle.Parse(title))
                        .With(entry => entry.HostName, "127.0.0.1")
                        .With(entry => entry.Port, port)
                        .With(entry => entry.Services, services)
                        .With(entry => entry.CommitmentWaitSeconds, waitSeconds),
                },
            },
        },
        "test",
        TestContext.Current.CancellationToken);

    /// <summary>Stores a study as cameras do.</summary>
    public async Task<SampleInstance[]> StoreAsync(int instances)
    {
        var first = new SampleInstance();
        SampleInstance[] samples = [first, .. Enumerable.Range(2, instances - 1).Select(i => first with { Instance = $"{first.Study}.{i}", Number = i })];
        await StoreAsync(samples);
        return samples;
    }

    public async Task StoreAsync(params SampleInstance[] samples)
    {
        await using var association = await Host.ConnectAsync();
        foreach (var sample in samples)
        {
            Assert.True((await ReceivingAppliance.StoreAsync(association, sample)).Status.IsSuccess);
        }

        await association.ReleaseAsync(TestContext.Current.CancellationToken);
    }

    public Task<OutboundJob> RequestAsync(SampleInstance sample, params string[] instances) => Host.Get<IStorageCommitment>().RequestAsync(
        new StorageCommitmentRequest { StudyInstanceUid = sample.Study, AE = Archive, SopInstanceUids = instances }, "tester", TestContext.Current.CancellationToken);

    /// <summary>The transaction once it is as a test waits for it to be.</summary>
    public async Task<StorageCommitment> UntilAsync(string uid, Func<StorageCommitment, bool> condition)
    {
        StorageCommitment? found = null;
        await ReceivingAppliance.UntilAsync(() => Store.Find(uid)?.ToResult(withInstances: true) is { } now && condition(found = now));
        return found!;
    }

    public Task<StorageCommitment> UntilFinishedAsync(string uid) => UntilAsync(uid, transaction => transaction.IsFinished);

    /// <summary>The job once it is over.</summary>
    public async Task<OutboundJob> UntilOverAsync(OutboundJob job)
    {
        await foreach (var state in Jobs.WatchAsync(job.Id, TestContext.Current.CancellationToken))
        {
            job = state;
        }

        return job;
    }

    /// <summary>SOP instances of a study that count as committed.</summary>
    public async Task<string[]> CommittedAsync(SampleInstance sample)
    {
        var study = (await Host.Search.GetAsync(sample.Study, TestContext.Current.CancellationToken))!;
        string[] committed = [.. study.Series.SelectMany(series => series.Instances).Where(instance => instance.CommittedAt is not null).Select(instance => instance.SopInstanceUid)];
        Assert.Equal(study.Study.CommittedInstances, committed.Length);
        Assert.All(study.Series.SelectMany(series => series.Instances), instance => Assert.Equal(instance.CommittedAt is null ? "" : Archive, instance.CommittedWith));
        return committed;
    }

    /// <summary>Lets the time for the answer to a transaction be up.</summary>
    public async Task LetTimeOutAsync(OutboundJob job, string uid)
    {
        await UntilAsync(uid, transaction => transaction.State == StorageCommitmentState.Pending);

        // First the attempt has to be over: one that finds the time up by itself would be over again before anybody looks.
        await ReceivingAppliance.UntilAsync(() => Jobs.FindAsync(job.Id, CancellationToken.None).Result is { State: JobState.Waiting, Attempts: > 0 });
        Store.Change(uid, transaction => transaction with { DueAt = DateTimeOffset.UtcNow.AddMinutes(-1) });
        await Jobs.ResumeAsync(job.Id, "test", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Peer.DisposeAsync();
    }
}
