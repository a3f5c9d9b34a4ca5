using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A repository with the service that purges it, on a volume of which its files are all that is used.</summary>
internal sealed class PurgeBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PurgeBench(long total = 1 << 20)
    {
        Volume = new FixedVolume { Total = total };
        Repository = new TestRepository(_folder.Path, probe: Volume);
        Volume.Free = _ => Volume.Total - Other - Used();
        Cpu = new CpuIdleMeter(Processors);
        Cpu.Measure();
        Index = new PurgeIndex(Repository.Index);
        Purge = new RepositoryPurge(
            Repository.Settings,
            Repository.Volumes,
            Volume,
            Repository.Committer,
            Repository.State,
            Repository.Space,
            Cpu,
            Index,
            Repository.Search,
            [Holds],
            Repository.Activity,
            TimeProvider.System,
            NullLogger<RepositoryPurge>.Instance);
    }

    public TestRepository Repository { get; }

    public FixedVolume Volume { get; }

    public FixedCpu Processors { get; } = new();

    public CpuIdleMeter Cpu { get; }

    public PurgeIndex Index { get; }

    public RepositoryPurge Purge { get; }

    public SetOfHolds Holds { get; } = new();

    /// <summary>Bytes of the volume that others use.</summary>
    public long Other { get; set; }

    public IEnumerable<string> PurgedStudies => Repository.Activity.Rows
        .Where(static row => row is { Kind: ActivityKind.Purge, StudyInstanceUid: not null, Outcome: ActivityOutcome.Success }).Select(static row => row.StudyInstanceUid!);

    public void Set(Func<RepositorySettings, RepositorySettings> change) =>
        Repository.Settings.Current = Repository.Settings.Current with { Repository = change(Repository.Settings.Current.Repository) };

    /// <summary>Stores studies of one instance each, in the order of their age.</summary>
    public async Task<List<SampleInstance>> FillAsync(int studies, int pixelBytes = 10_000)
    {
        var samples = new List<SampleInstance>();
        for (var i = 0; i < studies; i++)
        {
            var sample = new SampleInstance { PixelBytes = pixelBytes, PatientId = "P" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            await Repository.StoreAsync(sample);
            samples.Add(sample);
            await AgeAsync(sample, studies - i);
        }

        return samples;
    }

    /// <summary>Says when a study was last used.</summary>
    public Task AgeAsync(SampleInstance sample, int days) => ChangeAsync(
        "UPDATE studies SET accessed_at = $value WHERE uid = $uid", sample, DateTimeOffset.UtcNow.AddDays(-days).ToUnixTimeMilliseconds());

    /// <summary>Says how many instances of a study are committed.</summary>
    public Task CommitAsync(SampleInstance sample) => ChangeAsync("UPDATE studies SET committed = $value WHERE uid = $uid", sample, 1);

    public long Used() => Repository.StoredFiles().Concat(Directory.GetFiles(Repository.Volume.IncomingFolder, "*", SearchOption.AllDirectories))
        .Sum(static file => File.Exists(file) ? new FileInfo(file).Length : 0);

    public async Task<List<PurgeEvent>> PurgeAsync(bool force = false)
    {
        var events = new List<PurgeEvent>();
        await foreach (var step in Purge.PurgeAsync(new PurgeRequest { Force = force }, "tester", TestContext.Current.CancellationToken))
        {
            events.Add(step);
        }

        return events;
    }

    public async Task<List<PurgeEvent>> PreviewAsync(bool force = false)
    {
        var events = new List<PurgeEvent>();
        await foreach (var step in Purge.PreviewAsync(new PurgeRequest { Force = force }, TestContext.Current.CancellationToken))
        {
            events.Add(step);
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        Purge.Dispose();
        await Repository.DisposeAsync();
        _folder.Dispose();
    }

    private Task<int> ChangeAsync(string sql, SampleInstance sample, long value) => Repository.Committer.ChangeIndexAsync(_ =>
    {
        using var command = Repository.Index.Writer.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$value", value);
        command.Parameters.AddWithValue("$uid", sample.Study);
        return command.ExecuteNonQuery();
    });

    /// <summary>Studies that a capability needs.</summary>
    internal sealed class SetOfHolds : IStudyHold
    {
        public HashSet<string> Studies { get; } = [];

        public string? ReasonToKeep(string studyInstanceUid) => Studies.Contains(studyInstanceUid) ? "waits to be sent to PACS1" : null;
    }
}
