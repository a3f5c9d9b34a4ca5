using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class SpareFilesKeeperTests : IAsyncLifetime
{
    private const int PixelBytes = 600_000;
    private const long Plenty = 1L << 40;

    private readonly TemporaryFolder _folder = new();
    private readonly FixedVolume _space = new() { Total = Plenty, Free = static _ => Plenty };
    private readonly TestRepository _repository;
    private readonly SpareFilesKeeper _keeper;
    private long _length;

    public SpareFilesKeeperTests()
    {
        _repository = new TestRepository(_folder.Path, probe: _space);
        _keeper = new SpareFilesKeeper(
            _repository.Settings, _repository.Volumes, _repository.Space, _repository.Committer, NullLogger<SpareFilesKeeper>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SpareFiles Spares => _repository.Volume.Spares;

    [Fact]
    public async Task Lays_in_several_times_what_came_and_the_next_burst_comes_into_them()
    {
        await StoreAsync(3);
        await Until.TrueAsync(() => Count == 12, "spare files");
        Assert.All(OnDisk(), file => Assert.Equal(_length, file.Length));

        using (_repository.Write(Photo(), "CAMERA", out _))
        {
            Assert.Equal(11, Count);
        }

        await StoreAsync(1);
        await Until.TrueAsync(() => Count == 12, "spare files for those that were used");
    }

    [Fact]
    public async Task Does_nothing_while_something_comes_in()
    {
        var onItsWay = _repository.Write(Photo(), "CAMERA", out _);
        await StoreAsync(3);
        await Task.Delay(3 * SpareFilesKeeper.Quiet, Cancellation);
        Assert.Equal(0, Count);
        onItsWay.Dispose();
        await Until.TrueAsync(() => Count == 16, "spare files");
    }

    [Fact]
    public async Task Takes_no_more_than_it_may_and_none_when_it_may_have_none()
    {
        await StoreAsync(3);
        await Until.TrueAsync(() => Count == 12, "spare files");
        await SetAsync(static repository => repository with { SpareFilesMegabytes = 3 });
        await Until.TrueAsync(() => Count == (3 << 20) / _length, "as many as three megabytes hold");
        await SetAsync(static repository => repository with { SpareFilesMegabytes = 0 });
        await Until.TrueAsync(() => Count == 0 && OnDisk().Length == 0, "no spare files");
    }

    [Fact]
    public async Task Takes_half_of_what_is_free_above_the_high_mark()
    {
        // 15 % of everything is the high mark.
        var free = (Plenty * 15 / 100) + (10 * SpareSize.For(PixelBytes + 1000));
        _space.Free = _ => free - Spares.Bytes;
        await StoreAsync(3);
        await Until.TrueAsync(() => Count == 5, "half of what there is room for");
        Assert.Equal(5, OnDisk().Length);
    }

    [Fact]
    public async Task Has_none_where_nothing_is_flushed()
    {
        await StoreAsync(3);
        await Until.TrueAsync(() => Count == 12, "spare files");
        await SetAsync(static repository => repository with { Durability = Durability.OperatingSystem });
        await Until.TrueAsync(() => Count == 0 && OnDisk().Length == 0, "no spare files");
        await StoreAsync(3);
        Assert.Empty(Spares.TakeCame());
    }

    [Fact]
    public async Task Leaves_none_behind()
    {
        await StoreAsync(3);
        await Until.TrueAsync(() => Count == 12, "spare files");
        await _keeper.StopAsync(Cancellation);
        Assert.Equal(0, Count);
        Assert.Empty(OnDisk());
    }

    [Fact]
    public async Task What_a_crash_has_left_goes_at_the_next_start()
    {
        await StoreAsync(3);
        await Until.TrueAsync(() => Count == 12, "spare files");
        using var copy = new TemporaryFolder();
        TemporaryFolder.Copy(_folder.Path, copy.Combine("after"));
        await using var after = new TestRepository(copy.Combine("after"));
        Assert.Empty(after.IncomingEntries());
        Assert.Equal(0, after.Volume.Spares.Bytes);
        Assert.Equal(3, after.StoredFiles().Length);
    }

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(_repository.Volume.CanHaveSpares, "The file system keeps no marks.");
        await _keeper.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _keeper.StopAsync(CancellationToken.None);
        _keeper.Dispose();
        await _repository.DisposeAsync();
        _folder.Dispose();
    }

    private int Count => Spares.CountOf(_length);

    private static SampleInstance Photo() => new() { PixelBytes = PixelBytes };

    private FileInfo[] OnDisk() => new DirectoryInfo(_repository.Volume.SpareFolder).GetFiles();

    private async Task StoreAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var photo = Photo() with { Fill = (byte)i };
            await _repository.StoreAsync(photo);
            await _repository.Committer.WhenIndexed();
            _length = SpareSize.For(new FileInfo(_repository.Volume.PathOf(photo.Key)).Length);
        }
    }

    private async Task SetAsync(Func<RepositorySettings, RepositorySettings> change)
    {
        var before = _repository.Settings.Current;
        var after = before with { Repository = change(before.Repository) };
        await using var prepared = await _keeper.PrepareAsync(before, after, Cancellation);
        _repository.Settings.Current = after;
        await prepared!.CommitAsync();
    }
}
