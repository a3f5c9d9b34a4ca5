using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>
/// What a power cut leaves: of everything that was acknowledged only what was flushed, the log and the bytes of large files. The rest, files that were written
/// without a flush, renames, folders, the index, is taken away or damaged here, and must come back.
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    /// <summary>The device is given parts of it while the rest comes in.</summary>
    private const int Large = IncomingFile.EarlyFrom + 100_000;

    private readonly TemporaryFolder _folder = new();
    private readonly PowerCut _cut;

    public PowerCutTests() => _cut = new PowerCut(_folder);

    public enum Loss
    {
        Nothing,
        FileMissing,
        FileEmpty,
        FileShort,
        FileOfZeros,
        FolderMissing,
        StudiesMissing,
    }

    public static TheoryData<Loss, bool> Losses()
    {
        var losses = new TheoryData<Loss, bool>();
        foreach (var loss in Enum.GetValues<Loss>())
        {
            losses.Add(loss, true);
            losses.Add(loss, false);
        }

        return losses;
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_small_instance_is_brought_back_from_the_log(Loss loss, bool indexLost)
    {
        var samples = Enumerable.Range(0, 6).Select(i => new SampleInstance { PixelBytes = 1000 * (i + 1), Fill = (byte)i }).ToList();
        await _cut.CutAsync(samples);
        foreach (var sample in samples)
        {
            Damage(sample, loss);
        }

        if (indexLost)
        {
            _cut.LoseIndex();
        }

        await using var after = new TestRepository(_folder.Combine("after"));
        await AssertAllThereAsync(after, samples);
    }

    [Fact]
    public async Task A_large_instance_whose_rename_was_lost_is_moved_to_its_place()
    {
        var samples = Enumerable.Range(0, 3).Select(i => new SampleInstance { PixelBytes = Large + i, Fill = (byte)i }).ToList();
        await _cut.CutAsync(samples);
        foreach (var (sample, name) in samples.Zip(_cut.TemporaryNames()))
        {
            File.Move(_cut.PathOf(sample), _folder.Combine("after", "repository", RepositoryLayout.Incoming, name));
            Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(_cut.PathOf(sample)))!, recursive: true);
        }

        _cut.LoseIndex();
        await using var after = new TestRepository(_folder.Combine("after"));
        await AssertAllThereAsync(after, samples);
    }

    [Fact]
    public async Task A_large_replacement_whose_rename_was_lost_takes_its_place()
    {
        var first = new SampleInstance { PixelBytes = Large, Fill = 1 };
        var second = first with { Fill = 2 };
        await _cut.CutWhileReplacedAsync(first, [second, new SampleInstance { PixelBytes = Large }]);

        // As long as the new one, and of a batch that a later one proves to have been flushed.
        File.Move(_cut.PathOf(second), _folder.Combine("after", "repository", RepositoryLayout.Incoming, _cut.TemporaryNames()[0]));
        await File.WriteAllBytesAsync(
            _cut.PathOf(second), [.. _cut.HeaderOf(second, "before"), .. first.ToBytes()], TestContext.Current.CancellationToken);
        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Equal(second.ToBytes(), after.ReadDataSet(second));
        Assert.Empty(after.IncomingEntries());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_large_instance_is_found_though_its_entry_was_lost(int entriesLeft)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Files are marked on Linux.");
        var samples = Enumerable.Range(0, 3).Select(i => new SampleInstance { PixelBytes = Large + i, Fill = (byte)i }).ToList();
        await _cut.CutAsync(samples);
        _cut.BringBack(samples, entriesLeft);
        _cut.LoseIndex();

        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Equal(3, after.Recovery.Indexed);
        await AssertAllThereAsync(after, samples);
    }

    [Fact]
    public async Task A_large_replacement_whose_entry_was_lost_takes_its_place()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Files are marked on Linux.");
        var first = new SampleInstance { PixelBytes = Large, Fill = 1 };
        var second = first with { Fill = 2 };
        await _cut.CutWhileReplacedAsync(first, [second]);

        _cut.BringBack([second], 0);
        await File.WriteAllBytesAsync(_cut.PathOf(second), [.. _cut.HeaderOf(second, "before"), .. first.ToBytes()], TestContext.Current.CancellationToken);
        await using var after = new TestRepository(_folder.Combine("after"));
        await AssertAllThereAsync(after, [second]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task What_waits_takes_the_place_of_an_earlier_version_and_not_of_a_later_one(int secondsLater)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Files are marked on Linux.");
        var logged = new SampleInstance { PatientName = "Logged" };
        var waiting = logged with { PatientName = "Waiting", PixelBytes = Large };
        var path = _folder.Combine("after", "repository", RepositoryLayout.Incoming, "0000ffff.part");
        await using (var repository = new TestRepository(_folder.Combine("before")))
        {
            // Its bytes as they come in, kept beside: what is deleted afterwards may be back after a power cut.
            using var incoming = repository.Write(waiting, "CAMERA", out var entry);
            await repository.StoreAsync(logged);
            await repository.Committer.WhenIndexed();
            TemporaryFolder.Copy(_folder.Combine("before"), _folder.Combine("after"));
            Directory.GetFiles(Path.GetDirectoryName(path)!).ToList().ForEach(file => File.Move(file, path));
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
            Assert.True(ArrivalMark.TryWrite(handle, entry.File, DateTimeOffset.UtcNow.AddSeconds(secondsLater)));
        }

        await using var after = new TestRepository(_folder.Combine("after"));
        await AssertAllThereAsync(after, [secondsLater > 0 ? waiting : logged]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_does_not_agree_with_its_mark_or_has_none_goes(bool hasMark)
    {
        var samples = new List<SampleInstance> { new() { PixelBytes = Large } };
        await _cut.CutAsync(samples);
        var waiting = _cut.BringBack(samples, 0)[0];
        _cut.LoseIndex();
        if (hasMark)
        {
            using var handle = File.OpenHandle(waiting, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.Write(handle, new byte[4096], Large / 2);
            RandomAccess.Write(handle, [0xEE], Large / 2);
        }
        else
        {
            File.Copy(waiting, waiting + ".part");
            File.Delete(waiting);
        }

        await using var after = new TestRepository(_folder.Combine("after"));
        await AssertAllThereAsync(after, []);
    }

    [Fact]
    public async Task A_large_instance_that_waits_again_after_its_study_was_removed_does_not_come_back()
    {
        var gone = new SampleInstance { PixelBytes = Large };
        var kept = new SampleInstance { PixelBytes = Large };
        await using (var repository = new TestRepository(_folder.Combine("before")))
        {
            await repository.StoreAsync(gone);
            await repository.StoreAsync(kept);
            await repository.Committer.WhenIndexed();
            TemporaryFolder.Copy(_folder.Combine("before"), _folder.Combine("after"));
            await repository.Keeping.RemoveAsync(gone.Study, "admin", TestContext.Current.CancellationToken);
            File.Copy(
                _folder.Combine("before", "repository", RepositoryLayout.Log), _folder.Combine("after", "repository", RepositoryLayout.Log), overwrite: true);
        }

        // The log was flushed with the removal; no rename was.
        var names = _cut.TemporaryNames();
        File.Move(_cut.PathOf(gone), _folder.Combine("after", "repository", RepositoryLayout.Incoming, names[0]));
        File.Move(_cut.PathOf(kept), _folder.Combine("after", "repository", RepositoryLayout.Incoming, names[1]));
        _cut.LoseIndex();
        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Null(await after.FindAsync(gone.Study));
        await AssertAllThereAsync(after, [kept]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_of_several_small_versions_comes_back(bool checkpointBetween)
    {
        var first = new SampleInstance { PatientName = "First", PixelBytes = 100 };
        var last = first with { PatientName = "Last", PixelBytes = 100, Fill = 9 };
        await using (var repository = new TestRepository(_folder.Combine("before")))
        {
            await repository.StoreAsync(first);
            if (checkpointBetween)
            {
                await repository.Committer.CheckpointAsync();
            }

            await repository.StoreAsync(last);
            TemporaryFolder.Copy(_folder.Combine("before"), _folder.Combine("after"));
        }

        await File.WriteAllBytesAsync(_cut.PathOf(last), [], TestContext.Current.CancellationToken);
        await using var after = new TestRepository(_folder.Combine("after"));
        await AssertAllThereAsync(after, [last]);
        Assert.Equal("Last", (await after.FindAsync(last.Study))!.PatientName);
    }

    [Fact]
    public async Task A_study_that_was_removed_does_not_come_back()
    {
        var gone = new SampleInstance();
        var kept = new SampleInstance();
        await using (var repository = new TestRepository(_folder.Combine("before")))
        {
            await repository.StoreAsync(gone);
            await repository.StoreAsync(kept);
            await repository.Keeping.RemoveAsync(gone.Study, "admin", TestContext.Current.CancellationToken);
            TemporaryFolder.Copy(_folder.Combine("before"), _folder.Combine("after"));
        }

        // The removal of the folder was lost.
        Directory.CreateDirectory(Path.GetDirectoryName(_cut.PathOf(gone))!);
        await File.WriteAllBytesAsync(_cut.PathOf(gone), new byte[100], TestContext.Current.CancellationToken);
        _cut.LoseIndex();
        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Null(await after.FindAsync(gone.Study));
        await AssertAllThereAsync(after, [kept]);
    }

    [Fact]
    public async Task A_log_that_was_emptied_just_before_is_empty_or_changes_nothing()
    {
        var samples = Enumerable.Range(0, 4).Select(_ => new SampleInstance()).ToList();
        await using (var repository = new TestRepository(_folder.Combine("before")))
        {
            foreach (var sample in samples)
            {
                await repository.StoreAsync(sample);
            }

            var log = await File.ReadAllBytesAsync(_folder.Combine("before", "repository", RepositoryLayout.Log), TestContext.Current.CancellationToken);
            await repository.Committer.CheckpointAsync();
            TemporaryFolder.Copy(_folder.Combine("before"), _folder.Combine("after"));
            // The beginning of the new generation did not reach the disk: the old entries are read once more.
            await File.WriteAllBytesAsync(_folder.Combine("after", "repository", RepositoryLayout.Log), log, TestContext.Current.CancellationToken);
        }

        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Equal(4, after.Recovery.Entries);
        await AssertAllThereAsync(after, samples);
    }

    [Fact]
    public async Task Without_a_flush_a_killed_host_still_keeps_everything()
    {
        var samples = Enumerable.Range(0, 5).Select(i => new SampleInstance { PixelBytes = i * 200_000 }).ToList();
        await using (var repository = new TestRepository(_folder.Combine("before"), Durability.OperatingSystem))
        {
            foreach (var sample in samples)
            {
                await repository.StoreAsync(sample);
            }

            TemporaryFolder.Copy(_folder.Combine("before"), _folder.Combine("after"));
        }

        _cut.LoseIndex();
        await using var after = new TestRepository(_folder.Combine("after"), Durability.OperatingSystem);
        await AssertAllThereAsync(after, samples);
    }

    public void Dispose() => _folder.Dispose();

    private void Damage(SampleInstance sample, Loss loss)
    {
        var path = _cut.PathOf(sample);
        switch (loss)
        {
            case Loss.FileMissing:
                File.Delete(path);
                break;
            case Loss.FileEmpty:
                File.WriteAllBytes(path, []);
                break;
            case Loss.FileShort:
                File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
                break;
            case Loss.FileOfZeros:
                File.WriteAllBytes(path, new byte[new FileInfo(path).Length]);
                break;
            case Loss.FolderMissing:
                Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
                break;
            case Loss.StudiesMissing:
                Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(path))!, recursive: true);
                break;
        }
    }

    private static async Task AssertAllThereAsync(TestRepository repository, List<SampleInstance> samples)
    {
        foreach (var sample in samples)
        {
            Assert.Equal(sample.ToBytes(), repository.ReadDataSet(sample));
            Assert.NotNull(repository.Writer.Find(sample.Key));
        }

        Assert.Empty(repository.IncomingEntries());
        var (_, instances) = await repository.Search.CountAsync(TestContext.Current.CancellationToken);
        Assert.Equal((samples.Count, samples.Count), (repository.StoredFiles().Length, (int)instances));
    }
}
