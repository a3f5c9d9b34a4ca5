namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Who reads in the middle of a burst has it committed at once, and no sender stops for that.</summary>
public sealed class ReadAsideTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _repository;
    private readonly ManualResetEventSlim _held = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<SampleInstance> _first = [];
    private volatile bool _holds;
    private IncomingInstance? _onItsWay;
    private Task _reading = Task.CompletedTask;

    public ReadAsideTests() => _repository = new TestRepository(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Senders_are_acknowledged_meanwhile()
    {
        var other = Photo();
        await StoreAsync(other);
        Assert.False(_reading.IsCompleted);
        _held.Set();
        await WithinAsync(_reading);
        Assert.All(_first, each => Assert.Equal(each.ToBytes(), _repository.ReadDataSet(each)));
    }

    [Fact]
    public async Task Who_comes_later_finds_what_came_meanwhile_as_well()
    {
        var other = Photo();
        await StoreAsync(other);
        var finding = _repository.FindAsync(other.Study);
        _held.Set();
        await WithinAsync(finding);
        Assert.NotNull(await finding);
        Assert.True(_reading.IsCompletedSuccessfully);
        Assert.Equal(other.ToBytes(), _repository.ReadDataSet(other));
    }

    [Fact]
    public async Task Who_comes_while_nothing_more_has_come_waits_for_no_other_commit()
    {
        var again = _repository.Committer.WhenIndexed();
        Assert.False(again.IsCompleted);
        _held.Set();
        await WithinAsync(again);
        Assert.Equal(_first.Count, (int)(await _repository.Search.CountAsync(Cancellation)).Instances);
    }

    [Fact]
    public async Task Work_that_needs_everything_committed_lets_both_readers_go()
    {
        var other = Photo();
        await StoreAsync(other);
        var finding = _repository.FindAsync(other.Study);
        var later = other with { PatientName = "Later" };
        var storing = Task.Run(() => _repository.StoreAsync(later), Cancellation);
        _held.Set();
        Assert.Equal(CommitOutcome.Replaced, await storing.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        await WithinAsync(_reading);
        await WithinAsync(finding);
        Assert.Equal(_first.Count + 1, (int)(await _repository.Search.CountAsync(Cancellation)).Instances);
    }

    /// <summary>An instance on its way in, so that there is no pause, and a reader for whom files are being put into their places.</summary>
    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(_repository.Volume.KeepsMarks, "The file system keeps no marks.");
        _onItsWay = _repository.Write(Photo(), "CAMERA", out _);
        _repository.Committer.StepReached = step =>
        {
            if (step == CommitStep.Settling && _holds)
            {
                _reached.TrySetResult();
                _held.Wait(TimeSpan.FromSeconds(60));
            }
        };

        // On a slow machine the second after which it is due anyway may have passed: then once more.
        while (!_reached.Task.IsCompleted)
        {
            _holds = false;
            for (var i = 0; i < 10; i++)
            {
                _first.Add(Photo() with { Fill = (byte)_first.Count });
                await StoreAsync(_first[^1]);
            }

            _holds = true;
            _reading = _repository.Committer.WhenIndexed();
            await WithinAsync(Task.WhenAny(_reading, _reached.Task));
        }
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

    private static Task WithinAsync(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    private Task<CommitOutcome> StoreAsync(SampleInstance sample) =>
        Task.Run(() => _repository.StoreAsync(sample), Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
}
