namespace OptosAdvance.Dicom.Host.Tests;

public sealed class CheckpointUnlessBusyTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _repository;

    public CheckpointUnlessBusyTests() => _repository = new TestRepository(_folder.Path);

    [Fact]
    public async Task The_log_is_emptied_when_nothing_comes_in_any_more()
    {
        var kept = new SampleInstance();
        await _repository.StoreAsync(kept);
        using (_repository.Write(new SampleInstance(), "CAMERA", out _))
        {
            Assert.False(await _repository.Committer.CheckpointUnlessBusyAsync());
            Assert.True(_repository.Volume.Log.Length > 0);
        }

        await Until.TrueAsync(() => _repository.Volume.IsQuietFor(TimeSpan.FromMilliseconds(500)), "nothing comes in");
        Assert.True(await _repository.Committer.CheckpointUnlessBusyAsync());
        Assert.Equal(0, _repository.Volume.Log.Length);
        Assert.NotNull(await _repository.FindAsync(kept.Study));
    }

    [Fact]
    public async Task It_is_not_put_off_for_ever()
    {
        await _repository.StoreAsync(new SampleInstance());
        using var coming = _repository.Write(new SampleInstance(), "CAMERA", out _);
        _repository.Committer.PutOffFor = TimeSpan.Zero;
        Assert.True(await _repository.Committer.CheckpointUnlessBusyAsync());
        Assert.Equal(0, _repository.Volume.Log.Length);
    }

    public async ValueTask DisposeAsync()
    {
        await _repository.DisposeAsync();
        _folder.Dispose();
    }
}
