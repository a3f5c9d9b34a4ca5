using Microsoft.Extensions.Logging.Abstractions;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>While the committer's thread puts acknowledged files into their places, others go on committing.</summary>
public sealed class CommitAsideTests : IAsyncLifetime
{
    private readonly HeldCommitter _bench = new();

    private TestRepository Repository => _bench.Repository;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Others_are_acknowledged_meanwhile_and_found_in_the_end()
    {
        var others = Enumerable.Range(0, 5).Select(static i => HeldCommitter.Photo() with { Fill = (byte)(100 + i) }).ToList();
        foreach (var other in others)
        {
            Assert.Equal(CommitOutcome.Stored, await _bench.StoreAsync(other));
        }

        _bench.LetGo();
        await AssertAllThereAsync([.. _bench.First, .. others]);
    }

    [Fact]
    public async Task Who_reads_waits_until_all_that_was_acknowledged_is_there()
    {
        var other = HeldCommitter.Photo();
        await _bench.StoreAsync(other);
        var reading = Repository.Committer.WhenIndexed();
        Assert.False(reading.IsCompleted);
        _bench.LetGo();
        await reading.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.NotNull(await Repository.FindAsync(other.Study));
        await AssertAllThereAsync([.. _bench.First, other]);
    }

    [Fact]
    public async Task A_change_of_the_index_that_joins_is_made_meanwhile_and_holds_nobody_up()
    {
        var protectedHere = false;
        var joined = Repository.Committer.JoinIndexAsync(index => protectedHere = index.SetProtection(_bench.First[0].Study, isProtected: true));
        var other = HeldCommitter.Photo();
        await _bench.StoreAsync(other);
        await joined.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.False(Repository.Committer.WhenIndexed().IsCompleted);
        _bench.LetGo();
        await AssertAllThereAsync([.. _bench.First, other]);
        Assert.True(protectedHere);
        Assert.True((await Repository.FindAsync(_bench.First[0].Study))!.IsProtected);
    }

    [Fact]
    public async Task Who_looks_for_what_is_to_be_forwarded_neither_waits_nor_has_others_wait()
    {
        using var forwarder = new AutoForwarder(
            Repository.Index, Repository.Committer, database: null!, queue: null!, Repository.Settings, TimeProvider.System, NullLogger<AutoForwarder>.Instance);
        await forwarder.LookAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var other = HeldCommitter.Photo();
        await _bench.StoreAsync(other);
        _bench.LetGo();
        await AssertAllThereAsync([.. _bench.First, other]);
        await forwarder.LookAsync(Cancellation);
        Assert.Empty(Repository.Index.Read(Arrival.List));
    }

    [Fact]
    public async Task Another_version_of_one_that_is_on_its_way_comes_after_it()
    {
        // Its sender need not wait for the committer's thread: it does what that was about to do.
        var later = _bench.First[_bench.Placed] with { PatientName = "Later" };
        Assert.Equal(CommitOutcome.Replaced, await _bench.StoreAsync(later));
        _bench.LetGo();
        await AssertAllThereAsync([.. _bench.First.Where(each => each.Key != later.Key), later]);
    }

    [Fact]
    public async Task Another_version_of_one_that_came_meanwhile_takes_its_place()
    {
        var other = HeldCommitter.Photo();
        await _bench.StoreAsync(other);
        var later = other with { PatientName = "Later" };
        var storing = Task.Run(() => Repository.StoreAsync(later), Cancellation);
        _bench.LetGo();
        Assert.Equal(CommitOutcome.Replaced, await storing.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        await AssertAllThereAsync([.. _bench.First, later]);
    }

    [Fact]
    public async Task A_crash_meanwhile_loses_nothing()
    {
        var other = HeldCommitter.Photo();
        await _bench.StoreAsync(other);
        using var copy = new TemporaryFolder();
        TemporaryFolder.Copy(_bench.Folder, copy.Combine("after"));
        _bench.LetGo();
        await using var after = new TestRepository(copy.Combine("after"));
        Assert.All(_bench.First.Append(other), each => Assert.Equal(each.ToBytes(), after.ReadDataSet(each)));
        Assert.Equal(_bench.First.Count + 1, (int)(await after.Search.CountAsync(Cancellation)).Instances);
        Assert.Empty(after.IncomingEntries());
    }

    [Fact]
    public async Task A_volume_that_goes_meanwhile_has_everything_when_it_is_back()
    {
        var other = HeldCommitter.Photo();
        await _bench.StoreAsync(other);
        var (root, away) = (Repository.Volume.Root, Path.Combine(_bench.Folder, "away"));
        Directory.Move(root, away);
        _bench.LetGo();
        await Repository.Committer.WhenIndexed().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Directory.Move(away, root);
        await Repository.Committer.ReopenAsync(Repository.Volume);
        await AssertAllThereAsync([.. _bench.First, other]);
    }

    /// <summary>The commit comes when it is due, and stands where it begins.</summary>
    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Repository.Volume.KeepsMarks, "The file system keeps no marks.");
        while (!_bench.Reached.IsCompleted)
        {
            await _bench.StoreFirstAsync();
        }
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private async Task AssertAllThereAsync(List<SampleInstance> samples)
    {
        Assert.All(samples, each => Assert.Equal(each.ToBytes(), Repository.ReadDataSet(each)));
        Assert.Equal(samples.Count, (int)(await Repository.Search.CountAsync(Cancellation)).Instances);
        Assert.Equal(samples.Count, Repository.StoredFiles().Length);
    }
}
