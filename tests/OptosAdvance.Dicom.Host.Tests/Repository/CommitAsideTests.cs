using Microsoft.Extensions.Logging.Abstractions;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>While the committer's thread puts acknowledged files into their places, others go on committing.</summary>
public sealed class CommitAsideTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _repository;
    private readonly ManualResetEventSlim _held = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<SampleInstance> _first = [];
    private IncomingInstance? _onItsWay;

    /// <summary>So many of the first were in their places before, on a slow machine.</summary>
    private int _placed;

    public CommitAsideTests() => _repository = new TestRepository(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Others_are_acknowledged_meanwhile_and_found_in_the_end()
    {
        var others = Enumerable.Range(0, 5).Select(static i => Photo() with { Fill = (byte)(100 + i) }).ToList();
        foreach (var other in others)
        {
            Assert.Equal(CommitOutcome.Stored, await StoreAsync(other));
        }

        _held.Set();
        await AssertAllThereAsync([.. _first, .. others]);
    }

    [Fact]
    public async Task Who_reads_waits_until_all_that_was_acknowledged_is_there()
    {
        var other = Photo();
        await StoreAsync(other);
        var reading = _repository.Committer.WhenIndexed();
        Assert.False(reading.IsCompleted);
        _held.Set();
        await reading.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.NotNull(await _repository.FindAsync(other.Study));
        await AssertAllThereAsync([.. _first, other]);
    }

    [Fact]
    public async Task A_change_of_the_index_that_joins_is_made_meanwhile_and_holds_nobody_up()
    {
        var protectedHere = false;
        var joined = _repository.Committer.JoinIndexAsync(index => protectedHere = index.SetProtection(_first[0].Study, isProtected: true));
        var other = Photo();
        await StoreAsync(other);
        await joined.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.False(_repository.Committer.WhenIndexed().IsCompleted);
        _held.Set();
        await AssertAllThereAsync([.. _first, other]);
        Assert.True(protectedHere);
        Assert.True((await _repository.FindAsync(_first[0].Study))!.IsProtected);
    }

    [Fact]
    public async Task Who_looks_for_what_is_to_be_forwarded_neither_waits_nor_has_others_wait()
    {
        using var forwarder = new AutoForwarder(
            _repository.Index, _repository.Committer, database: null!, queue: null!, _repository.Settings, TimeProvider.System, NullLogger<AutoForwarder>.Instance);
        await forwarder.LookAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var other = Photo();
        await StoreAsync(other);
        _held.Set();
        await AssertAllThereAsync([.. _first, other]);
        await forwarder.LookAsync(Cancellation);
        Assert.Empty(_repository.Index.Read(Arrival.List));
    }

    [Fact]
    public async Task Another_version_of_one_that_is_on_its_way_comes_after_it()
    {
        // Its sender need not wait for the committer's thread: it does what that was about to do.
        var later = _first[_placed] with { PatientName = "Later" };
        Assert.Equal(CommitOutcome.Replaced, await StoreAsync(later));
        _held.Set();
        await AssertAllThereAsync([.. _first.Where(each => each.Key != later.Key), later]);
    }

    [Fact]
    public async Task Another_version_of_one_that_came_meanwhile_takes_its_place()
    {
        var other = Photo();
        await StoreAsync(other);
        var later = other with { PatientName = "Later" };
        var storing = Task.Run(() => _repository.StoreAsync(later), Cancellation);
        _held.Set();
        Assert.Equal(CommitOutcome.Replaced, await storing.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        await AssertAllThereAsync([.. _first, later]);
    }

    [Fact]
    public async Task A_crash_meanwhile_loses_nothing()
    {
        var other = Photo();
        await StoreAsync(other);
        using var copy = new TemporaryFolder();
        TemporaryFolder.Copy(_folder.Path, copy.Combine("after"));
        _held.Set();
        await using var after = new TestRepository(copy.Combine("after"));
        Assert.All(_first.Append(other), each => Assert.Equal(each.ToBytes(), after.ReadDataSet(each)));
        Assert.Equal(_first.Count + 1, (int)(await after.Search.CountAsync(Cancellation)).Instances);
        Assert.Empty(after.IncomingEntries());
    }

    [Fact]
    public async Task A_volume_that_goes_meanwhile_has_everything_when_it_is_back()
    {
        var other = Photo();
        await StoreAsync(other);
        var (root, away) = (_repository.Volume.Root, _folder.Combine("away"));
        Directory.Move(root, away);
        _held.Set();
        await _repository.Committer.WhenIndexed().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Directory.Move(away, root);
        await _repository.Committer.ReopenAsync(_repository.Volume);
        await AssertAllThereAsync([.. _first, other]);
    }

    /// <summary>An instance on its way in: no pause, so that the commit comes when it is due, and stands where it begins.</summary>
    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(_repository.Volume.KeepsMarks, "The file system keeps no marks.");
        _onItsWay = _repository.Write(Photo(), "CAMERA", out _);
        _repository.Committer.StepReached = step =>
        {
            if (step == CommitStep.Settling)
            {
                _reached.TrySetResult();
                _held.Wait(TimeSpan.FromSeconds(60));
            }
            else if (step == CommitStep.Indexed && !_reached.Task.IsCompleted)
            {
                _placed = _first.Count;
            }
        };
        await StoreUntilHeldAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _held.Set();
        _onItsWay?.Dispose();
        await _repository.DisposeAsync();
        _held.Dispose();
        _folder.Dispose();
    }

    private static SampleInstance Photo() => new() { PixelBytes = 600_000 };

    private async Task StoreUntilHeldAsync()
    {
        while (!_reached.Task.IsCompleted)
        {
            _first.Add(Photo() with { Fill = (byte)_first.Count });
            await StoreAsync(_first[^1]);
        }
    }

    private Task<CommitOutcome> StoreAsync(SampleInstance sample) =>
        Task.Run(() => _repository.StoreAsync(sample), Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    private async Task AssertAllThereAsync(List<SampleInstance> samples)
    {
        Assert.All(samples, each => Assert.Equal(each.ToBytes(), _repository.ReadDataSet(each)));
        Assert.Equal(samples.Count, (int)(await _repository.Search.CountAsync(Cancellation)).Instances);
        Assert.Equal(samples.Count, _repository.StoredFiles().Length);
    }
}
