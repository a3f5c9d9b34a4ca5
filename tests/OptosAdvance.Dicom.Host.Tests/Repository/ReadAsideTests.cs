namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Who reads in the middle of a burst has it committed at once, and no sender stops for that.</summary>
public sealed class ReadAsideTests : IAsyncLifetime
{
    private readonly HeldCommitter _bench = new();
    private Task _reading = Task.CompletedTask;

    private TestRepository Repository => _bench.Repository;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Senders_are_acknowledged_meanwhile()
    {
        var other = HeldCommitter.Photo();
        await _bench.StoreAsync(other);
        Assert.False(_reading.IsCompleted);
        _bench.LetGo();
        await HeldCommitter.WithinAsync(_reading);
        Assert.All(_bench.First, each => Assert.Equal(each.ToBytes(), Repository.ReadDataSet(each)));
    }

    [Fact]
    public async Task Who_comes_later_finds_what_came_meanwhile_as_well()
    {
        var other = HeldCommitter.Photo();
        await _bench.StoreAsync(other);
        var finding = Repository.FindAsync(other.Study);
        _bench.LetGo();
        await HeldCommitter.WithinAsync(finding);
        Assert.NotNull(await finding);
        Assert.True(_reading.IsCompletedSuccessfully);
        Assert.Equal(other.ToBytes(), Repository.ReadDataSet(other));
    }

    [Fact]
    public async Task Who_comes_while_nothing_more_has_come_waits_for_no_other_commit()
    {
        var again = Repository.Committer.WhenIndexed();
        Assert.False(again.IsCompleted);
        _bench.LetGo();
        await HeldCommitter.WithinAsync(again);
        Assert.Equal(_bench.First.Count, (int)(await Repository.Search.CountAsync(Cancellation)).Instances);
    }

    [Fact]
    public async Task Work_that_needs_everything_committed_lets_both_readers_go()
    {
        var other = HeldCommitter.Photo();
        await _bench.StoreAsync(other);
        var finding = Repository.FindAsync(other.Study);
        var later = other with { PatientName = "Later" };
        var storing = Task.Run(() => Repository.StoreAsync(later), Cancellation);
        _bench.LetGo();
        Assert.Equal(CommitOutcome.Replaced, await storing.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        await HeldCommitter.WithinAsync(_reading);
        await HeldCommitter.WithinAsync(finding);
        Assert.Equal(_bench.First.Count + 1, (int)(await Repository.Search.CountAsync(Cancellation)).Instances);
    }

    /// <summary>A reader for whom files are being put into their places.</summary>
    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Repository.Volume.KeepsMarks, "The file system keeps no marks.");

        // On a slow machine the second after which it is due anyway may have passed: then once more.
        while (!_bench.Reached.IsCompleted)
        {
            _bench.Holds = false;
            for (var i = 0; i < 10; i++)
            {
                await _bench.StoreFirstAsync();
            }

            _bench.Holds = true;
            _reading = Repository.Committer.WhenIndexed();
            await HeldCommitter.WithinAsync(Task.WhenAny(_reading, _bench.Reached));
        }
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}
