using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>What a crash leaves, made by copying the folder in the middle of a batch; the copy is then opened as after a restart.</summary>
public abstract class IngestRecoveryTests(int pixelBytes, bool hasSpares = false) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(nameof(CommitStep.Planned))]
    [InlineData(nameof(CommitStep.Logged))]
    [InlineData(nameof(CommitStep.Moved))]
    [InlineData(nameof(CommitStep.Settled))]
    [InlineData(nameof(CommitStep.Indexed))]
    [InlineData(nameof(CommitStep.Flushed))]
    public async Task After_a_kill_in_a_batch_everything_acknowledged_is_whole_and_nothing_is_half_there(string stepName)
    {
        var step = Enum.Parse<CommitStep>(stepName);
        var acknowledged = Sample();
        var inFlight = Sample();
        await SnapshotAsync(step, async repository => await repository.StoreAsync(acknowledged), async repository => await repository.StoreAsync(inFlight));

        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Equal(acknowledged.ToBytes(), after.ReadDataSet(acknowledged));
        Assert.NotNull(await after.FindAsync(acknowledged.Study));
        await AssertConsistentAsync(after);
        Assert.Equal(IsThere(step), await after.FindAsync(inFlight.Study) is not null);
        Assert.Equal(0, after.Volume.Log.Length);
    }

    [Theory]
    [InlineData(nameof(CommitStep.Planned))]
    [InlineData(nameof(CommitStep.Logged))]
    [InlineData(nameof(CommitStep.Moved))]
    [InlineData(nameof(CommitStep.Indexed))]
    public async Task A_kill_while_an_instance_is_replaced_leaves_one_version_whole(string stepName)
    {
        var step = Enum.Parse<CommitStep>(stepName);
        var first = Sample() with { PatientName = "First" };
        var second = first with { PatientName = "Second", PixelBytes = pixelBytes + 4096 };
        await SnapshotAsync(step, async repository => await repository.StoreAsync(first), async repository => await repository.StoreAsync(second));

        await using var after = new TestRepository(_folder.Combine("after"));
        var expected = IsThere(step) ? second : first;
        Assert.Equal(expected.ToBytes(), after.ReadDataSet(first));
        Assert.Equal(expected.PatientName, (await after.FindAsync(first.Study))!.PatientName);
        await AssertConsistentAsync(after);
    }

    [Theory]
    [InlineData(nameof(CommitStep.Logged))]
    [InlineData(nameof(CommitStep.Moved))]
    [InlineData(nameof(CommitStep.Indexed))]
    public async Task A_kill_while_a_study_is_removed_leaves_neither_row_nor_file(string stepName)
    {
        var step = Enum.Parse<CommitStep>(stepName);
        var gone = Sample();
        var kept = Sample();
        await SnapshotAsync(
            step,
            async repository =>
            {
                await repository.StoreAsync(gone);
                await repository.StoreAsync(gone with { Instance = "1.2.3" });
                await repository.StoreAsync(kept);
            },
            repository => repository.Keeping.RemoveAsync(gone.Study, "admin", TestContext.Current.CancellationToken));

        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Null(await after.FindAsync(gone.Study));
        Assert.NotNull(await after.FindAsync(kept.Study));
        await AssertConsistentAsync(after);
        Assert.Single(after.StoredFiles());
    }

    [Fact]
    public async Task What_is_stored_again_after_its_removal_stays()
    {
        var sample = Sample();
        await SnapshotAsync(
            CommitStep.Indexed,
            async repository =>
            {
                await repository.StoreAsync(sample);
                await repository.StoreAsync(sample with { Instance = "1.2.3" });
                await repository.Keeping.RemoveAsync(sample.Study, "admin", TestContext.Current.CancellationToken);
            },
            async repository => await repository.StoreAsync(sample));

        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Equal(1, (await after.FindAsync(sample.Study))!.Instances);
        Assert.Equal(sample.ToBytes(), after.ReadDataSet(sample));
        await AssertConsistentAsync(after);
    }

    [Fact]
    public async Task An_index_that_lost_its_last_transactions_gets_them_back_from_the_log()
    {
        var samples = Enumerable.Range(0, 5).Select(_ => Sample()).ToList();
        var root = _folder.Combine("before");
        await using (var repository = new TestRepository(root))
        {
            foreach (var sample in samples)
            {
                await repository.StoreAsync(sample);
            }

            await repository.Committer.WhenIndexed();

            // The database as it was before: what a power cut leaves of a WAL that nobody flushed.
            TemporaryFolder.Copy(Path.Combine(root, "repository"), _folder.Combine("after", "repository"));
        }

        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Equal(5, after.Recovery.Indexed);
        foreach (var sample in samples)
        {
            Assert.NotNull(await after.FindAsync(sample.Study));
        }

        await AssertConsistentAsync(after);
    }

    [Fact]
    public async Task A_file_whose_bytes_did_not_reach_the_disk_goes()
    {
        var whole = Sample();
        var torn = new SampleInstance { PixelBytes = 2_000_000 };
        await SnapshotAsync(CommitStep.Indexed, async repository => await repository.StoreAsync(whole), async repository => await repository.StoreAsync(torn));
        var path = _folder.Combine("after", "repository", RepositoryLayout.InstanceFile(torn.Key));
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes.AsSpan(bytes.Length - 32).Fill(0xEE);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Equal(1, after.Recovery.Discarded);
        Assert.Null(await after.FindAsync(torn.Study));
        Assert.NotNull(await after.FindAsync(whole.Study));
        await AssertConsistentAsync(after);
    }

    [Fact]
    public async Task A_torn_end_of_the_log_is_cut_off()
    {
        var first = Sample();
        var second = Sample();
        await SnapshotAsync(CommitStep.Logged, async repository => await repository.StoreAsync(first), async repository => await repository.StoreAsync(second));
        var log = _folder.Combine("after", "repository", RepositoryLayout.Log);
        long end;
        using (var whole = new IngestLog(log))
        {
            Assert.Equal(2, whole.ReadAll().Count);
            end = whole.End.Position;
        }

        using (var handle = File.OpenHandle(log, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.Write(handle, [0xEE, 0xEE, 0xEE], end - 3);
        }

        await using var after = new TestRepository(_folder.Combine("after"));
        Assert.Equal(IsThere(CommitStep.Planned) ? 2 : 1, after.Recovery.Entries);
        Assert.Equal(first.ToBytes(), after.ReadDataSet(first));
        Assert.Equal(IsThere(CommitStep.Planned), await after.FindAsync(second.Study) is not null);
        await AssertConsistentAsync(after);
    }

    [Fact]
    public async Task Works_with_the_index_on_another_volume()
    {
        using var elsewhere = new TemporaryFolder();
        var sample = Sample();
        await using (var repository = new TestRepository(_folder.Combine("one"), indexPath: elsewhere.Combine("index.db")))
        {
            await repository.StoreAsync(sample);
        }

        await using var again = new TestRepository(_folder.Combine("one"), indexPath: elsewhere.Combine("index.db"));
        Assert.NotNull(await again.FindAsync(sample.Study));
        Assert.Equal(default, again.Recovery);
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private SampleInstance Sample() => new() { PixelBytes = pixelBytes };

    /// <summary>Whether the instance of the batch survives a kill at this step: a small one from when it is in the log, a large one from when it is submitted.</summary>
    private bool IsThere(CommitStep step) => step >= CommitStep.Logged || (IsLarge && OperatingSystem.IsLinux());

    private bool IsLarge => pixelBytes > 500_000;

    /// <summary>Runs both actions; the state of the second one's batch at a step becomes the folder "after". A batch that nothing of is settled later has the next step.</summary>
    private async Task SnapshotAsync(CommitStep step, Func<TestRepository, Task> before, Func<TestRepository, Task> during)
    {
        var root = _folder.Combine("before");
        await using var repository = new TestRepository(root);
        if (hasSpares)
        {
            Assert.SkipUnless(repository.Volume.CanHaveSpares, "The file system keeps no marks.");
            repository.LayIn(pixelBytes, 4);
        }

        var spare = repository.Volume.Spares.Bytes;
        await before(repository);
        Assert.Equal(hasSpares, repository.Volume.Spares.Bytes < spare);
        await repository.Committer.WhenIndexed();
        var awaited = step == CommitStep.Settled && !(IsLarge && repository.Volume.KeepsMarks) ? CommitStep.Indexed : step;
        var copied = false;
        repository.Committer.StepReached = reached =>
        {
            if (reached == awaited && !copied)
            {
                copied = true;
                TemporaryFolder.Copy(root, _folder.Combine("after"));
            }
        };
        await during(repository);
        await repository.Committer.WhenIndexed();
        Assert.True(copied);
    }

    private static async Task AssertConsistentAsync(TestRepository repository)
    {
        Assert.Empty(repository.IncomingEntries());
        var files = repository.StoredFiles().ToHashSet();
        var (studies, instances) = await repository.Search.CountAsync(TestContext.Current.CancellationToken);
        Assert.Equal(files.Count, instances);
        var found = 0;
        await foreach (var page in repository.Search.FindAsync(new StudyQuery(), TestContext.Current.CancellationToken))
        {
            foreach (var study in page.Studies)
            {
                found++;
                var detail = await repository.Search.GetAsync(study.StudyInstanceUid, TestContext.Current.CancellationToken);
                foreach (var instance in detail!.Series.SelectMany(series => series.Instances))
                {
                    var path = Path.Combine(repository.Volume.Root, instance.Path);
                    Assert.Contains(path, files);
                    Assert.Equal(instance.Size, new FileInfo(path).Length);
                    Assert.NotNull(FileInspector.ReadEntry(path));
                }

                Assert.Equal(study.Instances, detail.Series.Sum(series => series.Instances.Count));
                Assert.Equal(study.Series, detail.Series.Count);
                Assert.Equal(study.Size, detail.Series.SelectMany(series => series.Instances).Sum(instance => instance.Size));
            }
        }

        Assert.Equal(found, studies);
    }
}
