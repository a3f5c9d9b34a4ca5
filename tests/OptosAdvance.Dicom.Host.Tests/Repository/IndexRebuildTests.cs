using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>What is stored is found again when the index is gone.</summary>
public sealed class IndexRebuildTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Small ones, which come by way of the log, and one that is a file from the beginning.</summary>
    private readonly SampleInstance[] _samples =
    [
        new() { Study = "1.2.3", Series = "1.2.3.1", Instance = "1.2.3.1.1", Fill = 1 },
        new() { Study = "1.2.3", Series = "1.2.3.1", Instance = "1.2.3.1.2", Fill = 2 },
        new() { Study = "1.2.4", Series = "1.2.4.1", Instance = "1.2.4.1.1", Fill = 3, PixelBytes = 600_000, PatientName = "Young^Thomas", PatientId = "P2" },
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string IndexPath => _folder.Combine("index.db");

    [Fact]
    public async Task An_index_that_is_gone_is_made_anew_from_the_files()
    {
        var before = await SummariesAsync();
        LoseIndex();
        await using (var repository = new TestRepository(_folder.Path))
        using (var rebuild = repository.Rebuild)
        {
            Assert.False(repository.Volume.IsIndexed);
            Assert.Null(await repository.FindAsync("1.2.3"));
            Assert.Contains("studies may be missing", (await FindPageAsync(repository)).Warning, StringComparison.Ordinal);
            Assert.Contains("from the stored files", rebuild.ReasonToKeep("1.2.3"), StringComparison.Ordinal);

            var tally = await rebuild.RunAsync(repository.Volume, Cancellation);

            Assert.Equal((2, 3, 0), (tally.Studies, tally.Instances, tally.Left));
            Assert.Equal(repository.StoredFiles().Sum(static path => new FileInfo(path).Length), tally.Bytes);
            Assert.Null((await FindPageAsync(repository)).Warning);
            Assert.Null(rebuild.ReasonToKeep("1.2.3"));
            Assert.All(_samples, each => Assert.Equal(each.ToBytes(), repository.ReadDataSet(each)));
        }

        Assert.Equal(before.Select(WithoutTimes), (await SummariesAsync()).Select(WithoutTimes));
        await using var again = new TestRepository(_folder.Path);
        Assert.True(again.Volume.IsIndexed);
        Assert.Equal(3, (await again.Search.CountAsync(Cancellation)).Instances);
    }

    [Fact]
    public async Task What_a_file_says_of_its_arrival_is_kept()
    {
        var before = (await SummariesAsync()).Single(static study => study.StudyInstanceUid == "1.2.4");
        LoseIndex();
        await using var repository = new TestRepository(_folder.Path);
        Assert.SkipUnless(repository.Volume.KeepsMarks, "The file system keeps no marks.");
        File.SetLastWriteTimeUtc(repository.Volume.PathOf(_samples[2].Key), DateTime.UnixEpoch);
        await RebuildAsync(repository);
        Assert.Equal(before.ReceivedAt, (await repository.FindAsync("1.2.4"))!.ReceivedAt);
    }

    [Fact]
    public async Task Bytes_that_have_changed_on_the_disk_are_told_from_those_that_came()
    {
        LoseIndex();
        await using var repository = new TestRepository(_folder.Path);
        Assert.SkipUnless(repository.Volume.KeepsMarks, "The file system keeps no marks.");
        var path = repository.Volume.PathOf(_samples[2].Key);
        var received = ArrivalMark.Read(path)!.Value.File;
        await using (var file = File.OpenWrite(path))
        {
            file.Position = file.Length - 1;
            file.WriteByte(0xEE);
        }

        await RebuildAsync(repository);
        var known = await repository.Committer.RunAsync(writer => writer.Find(_samples[2].Key));
        Assert.Equal(received, known!.Value.File);
        Assert.NotEqual(received, FileInspector.ReadEntry(path)!.File);
    }

    [Fact]
    public async Task What_is_no_instance_or_in_another_place_is_left_where_it_is_and_named()
    {
        string[] strange = [Stored("1.2.3", "1.2.3.1", "9.1"), Stored("1.2.3", "1.2.3.1", "9.2"), Stored("1.2.5", "1.2.5.1", "9.3")];
        LoseIndex();
        await File.WriteAllTextAsync(strange[0], "a note", Cancellation);
        File.Copy(Stored("1.2.3", "1.2.3.1", "1.2.3.1.1"), strange[1]);
        Directory.CreateDirectory(Path.GetDirectoryName(strange[2])!);
        var whole = await File.ReadAllBytesAsync(Stored("1.2.4", "1.2.4.1", "1.2.4.1.1"), Cancellation);
        await File.WriteAllBytesAsync(strange[2], whole[..^1000], Cancellation);
        Directory.CreateDirectory(_folder.Combine("repository", "studies", "lost+found"));
        await File.WriteAllTextAsync(_folder.Combine("repository", "studies", "readme.txt"), "a note", Cancellation);

        await using var repository = new TestRepository(_folder.Path);
        var tally = await RebuildAsync(repository);

        Assert.Equal((2, 3, 3), (tally.Studies, tally.Instances, tally.Left));
        var told = tally.Describe(repository.Volume.Root);
        Assert.Contains($"'{strange[0]}': it is not a whole DICOM file", told, StringComparison.Ordinal);
        Assert.Contains($"'{strange[1]}': it holds instance 1.2.3.1.1", told, StringComparison.Ordinal);
        Assert.Contains($"'{strange[2]}': it is not a whole DICOM file", told, StringComparison.Ordinal);
        Assert.All(strange, static path => Assert.True(File.Exists(path)));
        Assert.True(repository.Volume.IsIndexed);
    }

    [Fact]
    public async Task What_may_not_be_read_is_told_and_tried_again_after_all_others_are_there()
    {
        LoseIndex();
        await using var repository = new TestRepository(_folder.Path);
        var forbidden = repository.Volume.PathOf(_samples[0].Key);
        using (var rebuild = repository.MakeRebuild(path => path == forbidden ? throw new UnauthorizedAccessException() : FileInspector.ReadEntry(path)))
        {
            var error = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => rebuild.RunAsync(repository.Volume, Cancellation));
            Assert.Contains(forbidden, error.Message, StringComparison.Ordinal);
            Assert.Contains("host's account", error.Message, StringComparison.Ordinal);
            await rebuild.StartAsync(Cancellation);
            await ReceivingAppliance.UntilAsync(() => repository.Activity.Rows.Any(static row => row.Outcome == ActivityOutcome.Failure));
            await rebuild.StopAsync(Cancellation);
        }

        Assert.Single(repository.Activity.Rows, static row => row.Outcome == ActivityOutcome.Failure);
        Assert.False(repository.Volume.IsIndexed);
        Assert.Equal(2, (await repository.Search.CountAsync(Cancellation)).Instances);
        Assert.Equal(1, (await RebuildAsync(repository)).Instances);
        Assert.True(repository.Volume.IsIndexed);
    }

    [Fact]
    public async Task What_was_broken_off_goes_on_at_the_next_start()
    {
        LoseIndex();
        using var stopping = new CancellationTokenSource();
        await using (var repository = new TestRepository(_folder.Path))
        {
            repository.Committer.StepReached = _ => stopping.Cancel();
            var onItsWay = new SampleInstance();
            await repository.StoreAsync(onItsWay);
            using var rebuild = repository.Rebuild;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rebuild.RunAsync(repository.Volume, stopping.Token));
            Assert.False(repository.Volume.IsIndexed);
        }

        await using var after = new TestRepository(_folder.Path);
        Assert.False(after.Volume.IsIndexed);
        Assert.Equal(3, (await RebuildAsync(after)).Instances);
        Assert.Equal(4, (await after.Search.CountAsync(Cancellation)).Instances);
    }

    [Fact]
    public async Task What_was_received_meanwhile_stays_what_it_is()
    {
        LoseIndex();
        await using var repository = new TestRepository(_folder.Path);
        var later = _samples[0] with { PatientName = "Later" };
        await repository.StoreAsync(later);
        var tally = await RebuildAsync(repository);
        Assert.Equal((2, 2), (tally.Studies, tally.Instances));
        Assert.Equal(later.ToBytes(), repository.ReadDataSet(later));
        Assert.Equal(3, (await repository.Search.CountAsync(Cancellation)).Instances);
    }

    [Fact]
    public async Task A_version_that_comes_meanwhile_and_is_lost_in_a_crash_leaves_the_one_before()
    {
        LoseIndex();
        using var copy = new TemporaryFolder();
        var (sample, after) = (_samples[2], copy.Combine("after"));
        await using (var repository = new TestRepository(_folder.Path, Durability.OperatingSystem))
        {
            repository.Committer.StepReached = step =>
            {
                if (step == CommitStep.Logged)
                {
                    TemporaryFolder.Copy(_folder.Path, after);
                }
            };
            Assert.Equal(CommitOutcome.Replaced, await repository.StoreAsync(sample with { PatientName = "Later" }));
        }

        // The system had not written what came.
        foreach (var part in Directory.GetFiles(Path.Combine(after, "repository", "incoming")))
        {
            await File.WriteAllBytesAsync(part, [], Cancellation);
        }

        await using var restarted = new TestRepository(after);
        await RebuildAsync(restarted);
        Assert.Equal(sample.ToBytes(), restarted.ReadDataSet(sample));
        Assert.Equal(sample.PatientName, (await restarted.FindAsync(sample.Study))!.PatientName);
    }

    [Fact]
    public async Task What_comes_again_meanwhile_is_found_at_once()
    {
        LoseIndex();
        await using var repository = new TestRepository(_folder.Path);
        await repository.StoreAsync(_samples[2]);
        Assert.NotNull(await repository.FindAsync("1.2.4"));
        Assert.Equal(_samples[2].ToBytes(), repository.ReadDataSet(_samples[2]));
    }

    [Fact]
    public async Task What_came_into_a_spare_file_says_of_itself_what_it_is_like_others()
    {
        await using var repository = new TestRepository(_folder.Path);
        Assert.SkipUnless(repository.Volume.CanHaveSpares, "There are no spare files here.");
        repository.LayIn(600_000, 1);
        var sample = new SampleInstance { PixelBytes = 600_000 };
        await repository.StoreAsync(sample);
        await repository.Committer.WhenIndexed().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var known = await repository.Committer.RunAsync(writer => writer.Find(sample.Key));
        var mark = ArrivalMark.Read(repository.Volume.PathOf(sample.Key));
        Assert.Equal(known!.Value.File, mark!.Value.File);
        Assert.Equal(known.Value.ReceivedAt.ToUnixTimeMilliseconds(), mark.Value.ReceivedAt.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task A_damaged_index_is_set_aside_and_made_anew(int intactBytes)
    {
        var bytes = await File.ReadAllBytesAsync(IndexPath, Cancellation);
        Array.Fill(bytes, (byte)0xA5, intactBytes, bytes.Length - intactBytes);
        LoseIndex();
        await File.WriteAllBytesAsync(IndexPath, bytes, Cancellation);

        await using (var repository = new TestRepository(_folder.Path))
        {
            // What the header does not show is found out by who reads on.
            if (repository.Index.MadeAnewBecause is null)
            {
                await repository.StoreAsync(new SampleInstance());
            }
        }

        await using var after = new TestRepository(_folder.Path);
        await RebuildAsync(after);
        Assert.All(_samples, each => Assert.Equal(each.ToBytes(), after.ReadDataSet(each)));
        Assert.NotNull(await after.FindAsync("1.2.4"));
        Assert.Single(Directory.GetFiles(_folder.Path, "index.db.damaged-*"), static path => !path.EndsWith("-wal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Damage_that_shows_while_storing_suspends_it_until_the_next_start_and_loses_nothing()
    {
        await using (var repository = new TestRepository(_folder.Path))
        {
            repository.Committer.StepReached = step =>
            {
                if (step == CommitStep.Moved)
                {
                    throw new SqliteException("database disk image is malformed", 11);
                }
            };
            await Assert.ThrowsAnyAsync<Exception>(() => repository.StoreAsync(new SampleInstance()));
            Assert.Equal(ServiceState.Suspended, repository.State.Current);
            Assert.Contains("Restart the host", repository.State.Reason, StringComparison.Ordinal);
            repository.Committer.StepReached = null;
        }

        await using var after = new TestRepository(_folder.Path);
        Assert.Contains("is damaged (database disk image is malformed)", after.Index.MadeAnewBecause, StringComparison.Ordinal);
        await RebuildAsync(after);
        Assert.Equal(3, (await after.Search.CountAsync(Cancellation)).Instances);
        Assert.All(_samples, each => Assert.Equal(each.ToBytes(), after.ReadDataSet(each)));
    }

    [Fact]
    public async Task Damage_that_a_search_shows_does_the_same()
    {
        await using (var repository = new TestRepository(_folder.Path))
        {
            await Assert.ThrowsAsync<SqliteException>(() => repository.Index.ReadAsync<int>(
                static _ => throw new SqliteException("database disk image is malformed", 11), Cancellation));
            Assert.Equal(ServiceState.Suspended, repository.State.Current);
        }

        await using var after = new TestRepository(_folder.Path);
        Assert.NotNull(after.Index.MadeAnewBecause);
        Assert.Equal(3, (await RebuildAsync(after)).Instances);
    }

    [Fact]
    public async Task The_service_does_it_at_start_and_says_so()
    {
        LoseIndex();
        await using var repository = new TestRepository(_folder.Path);
        using var rebuild = repository.Rebuild;
        await rebuild.StartAsync(Cancellation);
        await ReceivingAppliance.UntilAsync(() => repository.Activity.Rows.Any(row =>
            row.Message == $"Taken into the index from the files in '{repository.Volume.Root}': 3 instances of 2 studies."));
        Assert.True(repository.Volumes.AreIndexed);
        await rebuild.StopAsync(Cancellation);
    }

    public async ValueTask InitializeAsync()
    {
        await using var repository = new TestRepository(_folder.Path);
        foreach (var sample in _samples)
        {
            await repository.StoreAsync(sample);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A host that ended in order leaves nothing in its log from which the index could be made.</summary>
    private void LoseIndex()
    {
        foreach (var path in Directory.GetFiles(_folder.Path, "index.db*"))
        {
            File.Delete(path);
        }
    }

    private string Stored(string study, string series, string instance) => _folder.Combine("repository", "studies", study, series, instance + ".dcm");

    private static StudySummary WithoutTimes(StudySummary study) => study with { ReceivedAt = default, LastAccessedAt = default };

    private static async Task<RebuildTally> RebuildAsync(TestRepository repository)
    {
        using var rebuild = repository.Rebuild;
        return await rebuild.RunAsync(repository.Volume, Cancellation);
    }

    private static async Task<StudyQueryPage> FindPageAsync(TestRepository repository) =>
        await repository.Search.FindAsync(new StudyQuery(), Cancellation).LastAsync(Cancellation);

    private async Task<List<StudySummary>> SummariesAsync()
    {
        await using var repository = new TestRepository(_folder.Path);
        return [.. (await FindPageAsync(repository)).Studies.OrderBy(static study => study.StudyInstanceUid)];
    }
}
