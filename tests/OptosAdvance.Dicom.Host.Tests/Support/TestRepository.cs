using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Index, repository and committer on a folder, without a host around them.</summary>
internal sealed class TestRepository : IAsyncDisposable
{
    private readonly HashSet<string> _laidIn = [];
    private bool _crashed;

    public TestRepository(string root, Durability durability = Durability.PowerLoss, string? indexPath = null, IVolumeProbe? probe = null)
    {
        Root = root;
        Settings.Current = Settings.Current with { Repository = Settings.Current.Repository with { Durability = durability } };
        Index = IndexDatabase.OpenOrMakeAnew(indexPath ?? Path.Combine(root, "index.db"), DateTimeOffset.UnixEpoch);
        Writer = new IndexWriter(Index);
        State = new RepositoryState(Activity, TimeProvider.System, NullLogger<RepositoryState>.Instance);
        Committer = new IngestCommitter(
            Writer,
            Volumes,
            State,
            new IngestRecovery(FileInspector.ReadEntry, NullLogger<IngestRecovery>.Instance),
            () => Settings.Current.Repository.Durability,
            NullLogger<IngestCommitter>.Instance);
        Space = new SpaceGuard(
            new ApplianceDirectory(root), Settings, Volumes, probe ?? new SystemVolumeProbe(), State, TimeProvider.System, NullLogger<SpaceGuard>.Instance);
        Storage = new StorageService(Volumes, State, Committer, Space, new WaitingThreads(4), TimeProvider.System, NullLogger<StorageService>.Instance);
        Search = new StudySearch(Index, Settings, Volumes);
        Volume = StorageVolume.OpenOrCreate(Path.Combine(root, "repository"));
        Recovery = Committer.Attach(Volume);
        Volumes.SetCurrent(Volume);
        State.Start();
        Committer.Start();
    }

    public string Root { get; }

    public FixedSettings Settings { get; } = new();

    public RecordedActivity Activity { get; } = new();

    public IndexDatabase Index { get; }

    public IndexWriter Writer { get; }

    public StorageVolumes Volumes { get; } = new();

    public StorageVolume Volume { get; }

    public RepositoryState State { get; }

    public IngestCommitter Committer { get; }

    public SpaceGuard Space { get; }

    public StorageService Storage { get; }

    public StudySearch Search { get; }

    public RecoverySummary Recovery { get; }

    public IndexRebuild Rebuild => MakeRebuild(FileInspector.ReadEntry);

    public StudyKeeping Keeping => new(Search, Volumes, Committer, Activity, TimeProvider.System, NullLogger<StudyKeeping>.Instance);

    public StudyImport Import => new(Storage, State, Activity, TimeProvider.System);

    public StudyExport Export => new(Search, Index, Volumes, Committer, Activity, TimeProvider.System);

    public IndexRebuild MakeRebuild(Func<string, IndexEntry?> inspect) =>
        new(Index, Volumes, Committer, inspect, Activity, TimeProvider.System, NullLogger<IndexRebuild>.Instance);

    public async Task<CommitOutcome> StoreAsync(SampleInstance sample, string source = "CAMERA")
    {
        using var incoming = Write(sample, source, out var entry);
        return await Storage.CommitAsync(incoming, entry);
    }

    public IncomingInstance Write(SampleInstance sample, string source, out IndexEntry entry)
    {
        var bytes = sample.ToBytes();
        var incoming = Storage.CreateIncoming(sample.SopClass, new DicomUid(sample.Instance), sample.TransferSyntax, source);
        incoming.Append(new ReadOnlySequence<byte>(bytes));
        incoming.Finish();
        var inspector = new DataSetInspector(sample.TransferSyntax);
        inspector.Feed(bytes);
        entry = Storage.MakeEntry(inspector.Complete(), incoming, source);
        return incoming;
    }

    public async Task<StudySummary?> FindAsync(string study) => await Search.FindOneAsync(study, TestContext.Current.CancellationToken);

    /// <summary>The data set of a stored instance; like every reader, after the index has caught up.</summary>
    public byte[] ReadDataSet(SampleInstance sample)
    {
        CatchUp();
        using var stream = File.OpenRead(Volume.PathOf(sample.Key));
        DicomFileHeader.Read(stream);
        var rest = new byte[stream.Length - stream.Position];
        stream.ReadExactly(rest);
        return rest;
    }

    public string[] StoredFiles()
    {
        CatchUp();
        return Directory.GetFiles(Path.Combine(Volume.Root, RepositoryLayout.Studies), "*", SearchOption.AllDirectories);
    }

    public string[] IncomingEntries()
    {
        CatchUp();
        return [.. Directory.GetFileSystemEntries(Volume.IncomingFolder), .. Directory.GetFiles(Volume.SpareFolder).Where(file => !_laidIn.Contains(Path.GetFileName(file)))];
    }

    /// <summary>Lays in spare files for instances of so many bytes of pixels.</summary>
    public void LayIn(int pixelBytes, int count)
    {
        SpareFileMaker.Make(Volume, SpareSize.For(pixelBytes + (16 << 10)), count);
        _laidIn.UnionWith(Directory.GetFiles(Volume.SpareFolder).Select(static file => Path.GetFileName(file)));
    }

    private void CatchUp()
    {
        if (!Committer.WhenIndexed().Wait(TimeSpan.FromSeconds(30)))
        {
            throw new TimeoutException("The index was not committed.");
        }
    }

    /// <summary>The committer is left as it stands, as by a kill.</summary>
    public void Crash() => _crashed = true;

    public async ValueTask DisposeAsync()
    {
        if (!_crashed)
        {
            await Committer.StopAsync();
            Committer.Dispose();
        }

        Writer.Dispose();
        Volumes.Dispose();
        Index.Dispose();
    }
}
