using Microsoft.Data.Sqlite;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>The same for small instances, whose bytes lie in the log, and for large ones, which are files that say of themselves that they are whole.</summary>
public abstract class IngestCommitterTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _repository;
    private readonly int _pixelBytes;

    protected IngestCommitterTests(int pixelBytes, bool hasSpares = false)
    {
        _pixelBytes = pixelBytes;
        _repository = new TestRepository(_folder.Path);
        if (hasSpares && _repository.Volume.CanHaveSpares)
        {
            _repository.LayIn(pixelBytes, 40);
        }
    }

    [Fact]
    public async Task Keeps_the_data_set_byte_for_byte_and_finds_it()
    {
        var sample = Sample();
        Assert.Equal(CommitOutcome.Stored, await _repository.StoreAsync(sample));
        Assert.Equal(sample.ToBytes(), _repository.ReadDataSet(sample));
        var study = await _repository.FindAsync(sample.Study);
        Assert.NotNull(study);
        Assert.Equal((1, 1), (study.Series, study.Instances));
        Assert.Equal(new FileInfo(_repository.Volume.PathOf(sample.Key)).Length, study.Size);
        Assert.Equal("CAMERA", study.Source);
        Assert.Empty(_repository.IncomingEntries());
    }

    /// <summary>A commit of the index would take the device from what comes in now.</summary>
    [Fact]
    public async Task Does_not_take_for_a_pause_that_the_next_instance_is_on_its_way_in()
    {
        var indexed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var next = _repository.Write(Sample(), "CAMERA", out _);
        _repository.Committer.StepReached = step =>
        {
            if (step == CommitStep.Indexed)
            {
                indexed.TrySetResult();
            }
        };
        var started = TimeProvider.System.GetTimestamp();
        await _repository.StoreAsync(Sample());
        await indexed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.True(TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMilliseconds(150), "The index was committed though an instance was on its way in.");
    }

    [Fact]
    public async Task Commits_many_at_once_and_counts_them()
    {
        var samples = Enumerable.Range(0, 200).Select(i => Sample() with
        {
            PixelBytes = i % 10 == 0 ? _pixelBytes : 64,
            Study = $"1.2.{i % 7}",
            Series = $"1.2.{i % 7}.{i % 3}",
            Number = i,
        }).ToList();
        await Task.WhenAll(samples.Select(sample => Task.Run(() => _repository.StoreAsync(sample))));
        Assert.Equal((7L, 200L), await _repository.Search.CountAsync(TestContext.Current.CancellationToken));
        foreach (var group in samples.GroupBy(sample => sample.Study))
        {
            var study = await _repository.FindAsync(group.Key);
            Assert.Equal((3, group.Count()), (study!.Series, study.Instances));
        }

        Assert.Equal(200, _repository.StoredFiles().Length);
    }

    [Fact]
    public async Task Commits_while_much_else_comes_in()
    {
        // So much that files are flushed one by one.
        _repository.Volume.AddIncoming(1L << 40);
        var samples = Enumerable.Range(0, 10).Select(i => new SampleInstance { PixelBytes = i % 2 * 2_000_000 }).ToList();
        await Task.WhenAll(samples.Select(sample => Task.Run(() => _repository.StoreAsync(sample))));
        Assert.All(samples, sample => Assert.Equal(sample.ToBytes(), _repository.ReadDataSet(sample)));
        Assert.Equal(1L << 40, _repository.Volume.IncomingBytes);
    }

    [Fact]
    public async Task The_same_bytes_change_nothing()
    {
        var sample = Sample();
        await _repository.StoreAsync(sample);
        await _repository.Committer.WhenIndexed();
        var written = File.GetLastWriteTimeUtc(_repository.Volume.PathOf(sample.Key));
        Assert.Equal(CommitOutcome.Unchanged, await _repository.StoreAsync(sample, "OTHER"));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_repository.Volume.PathOf(sample.Key)));
        Assert.Equal(1, (await _repository.FindAsync(sample.Study))!.Instances);
        Assert.Empty(_repository.IncomingEntries());
    }

    [Fact]
    public async Task A_second_version_takes_the_place_of_the_first()
    {
        var first = Sample() with { PatientName = "Old^Name" };
        var second = first with { PatientName = "New^Name", PixelBytes = _pixelBytes + 64 };
        await _repository.StoreAsync(first);
        Assert.Equal(CommitOutcome.Replaced, await _repository.StoreAsync(second));
        Assert.Equal(second.ToBytes(), _repository.ReadDataSet(second));
        var study = await _repository.FindAsync(first.Study);
        Assert.Equal(("New^Name", 1), (study!.PatientName, study.Instances));
        Assert.Equal(new FileInfo(_repository.Volume.PathOf(second.Key)).Length, study.Size);
    }

    [Fact]
    public async Task Versions_that_meet_in_one_batch_leave_one_that_is_whole()
    {
        var sample = Sample();
        var versions = Enumerable.Range(0, 20).Select(i => sample with { Fill = (byte)(i % 5), PixelBytes = _pixelBytes + (i % 5) }).ToList();
        await Task.WhenAll(versions.Select(version => Task.Run(() => _repository.StoreAsync(version))));
        var stored = _repository.ReadDataSet(sample);
        Assert.Contains(versions, version => version.ToBytes().AsSpan().SequenceEqual(stored));
        Assert.Equal(1, (await _repository.FindAsync(sample.Study))!.Instances);
        Assert.Single(_repository.StoredFiles());
        Assert.Empty(_repository.IncomingEntries());
    }

    [Fact]
    public async Task The_last_one_received_says_who_the_patient_is()
    {
        var first = Sample() with { PatientId = "OLD", StudyDate = "20200101" };
        await _repository.StoreAsync(first);
        await _repository.StoreAsync(first with { Instance = "1.2.3.4", PatientId = "NEW", StudyDate = "20210101" });
        var study = await _repository.FindAsync(first.Study);
        Assert.Equal(("NEW", new DateTime(2021, 1, 1, 10, 11, 12), 2), (study!.PatientId, study.StudyDate, study.Instances));
    }

    [Fact]
    public async Task An_instance_that_cannot_be_moved_fails_alone_and_leaves_nothing()
    {
        var good = Sample();
        var bad = Sample();
        // A file stands where the series folder should be.
        var series = Path.GetDirectoryName(_repository.Volume.PathOf(bad.Key))!;
        Directory.CreateDirectory(Path.GetDirectoryName(series)!);
        await File.WriteAllTextAsync(series, "in the way", TestContext.Current.CancellationToken);
        // Both in one batch: the failure suspends the service for whoever comes after it.
        using var mayGoOn = new ManualResetEventSlim();
        using var isBusy = new ManualResetEventSlim();
        var busy = _repository.Committer.RunAsync(_ =>
        {
            isBusy.Set();
            return mayGoOn.Wait(TimeSpan.FromSeconds(30));
        });
        isBusy.Wait(TestContext.Current.CancellationToken);
        var tasks = new[] { _repository.StoreAsync(good), _repository.StoreAsync(bad) };
        mayGoOn.Set();
        Assert.True(await busy);
        Assert.Equal(CommitOutcome.Stored, await tasks[0]);
        await Assert.ThrowsAsync<StorageRefusedException>(() => tasks[1]);
        Assert.Null(await _repository.FindAsync(bad.Study));
        Assert.Empty(_repository.IncomingEntries());
    }

    [Fact]
    public async Task A_volume_that_is_gone_suspends_and_the_sender_is_told()
    {
        Directory.Move(_repository.Volume.Root, _folder.Combine("away"));
        var refused = await Assert.ThrowsAsync<StorageRefusedException>(() => _repository.StoreAsync(Sample()));
        Assert.True(refused.IsOutOfResources, refused.InnerException?.ToString());
        Assert.Equal(ServiceState.Suspended, _repository.State.Current);
        Assert.NotNull(_repository.State.Reason);
    }

    /// <summary>In the middle of the batch whose instance is acknowledged, and with a commit of the index that succeeds or not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_acknowledged_is_whole_when_the_volume_that_went_right_then_is_back(bool indexFails)
    {
        var away = _folder.Combine("away");
        var mountPoint = _repository.Volume.Root;
        _repository.Committer.StepReached = step =>
        {
            if (step == CommitStep.Moved && !Directory.Exists(away))
            {
                Directory.Move(mountPoint, away);
                Directory.CreateDirectory(mountPoint);
            }
            else if (step == CommitStep.Indexed && indexFails)
            {
                throw new IOException("The device is broken.");
            }
        };
        var kept = Sample();
        Assert.Equal(CommitOutcome.Stored, await _repository.StoreAsync(kept));
        await _repository.Committer.WhenIndexed();
        _repository.Committer.StepReached = null;
        _repository.State.Clear(SuspensionCause.WriteFailed);
        Assert.NotNull(await _repository.FindAsync(kept.Study));
        await Assert.ThrowsAsync<StorageRefusedException>(() => _repository.StoreAsync(Sample()));
        await _repository.Committer.CheckpointAsync();
        Assert.NotNull(await _repository.FindAsync(kept.Study));
        Assert.Empty(Directory.GetFileSystemEntries(mountPoint));

        Directory.Delete(mountPoint);
        Directory.Move(away, mountPoint);
        await _repository.Committer.ReopenAsync(_repository.Volume);
        _repository.State.Clear(SuspensionCause.WriteFailed);
        Assert.Equal(kept.ToBytes(), _repository.ReadDataSet(kept));
        Assert.Empty(_repository.IncomingEntries());
        Assert.Equal(CommitOutcome.Unchanged, await _repository.StoreAsync(kept));
        Assert.Equal(CommitOutcome.Stored, await _repository.StoreAsync(Sample()));
        Assert.Equal((2L, 2L), await _repository.Search.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_volume_that_is_back_does_not_take_the_place_of_a_later_version_elsewhere()
    {
        var away = _folder.Combine("away");
        _repository.Committer.StepReached = step =>
        {
            if (step == CommitStep.Moved && !Directory.Exists(away))
            {
                Directory.Move(_repository.Volume.Root, away);
            }
        };
        var first = Sample() with { PatientName = "Old^Name" };
        Assert.Equal(CommitOutcome.Stored, await _repository.StoreAsync(first));
        await _repository.Committer.WhenIndexed();

        var other = StorageVolume.OpenOrCreate(_folder.Combine("other"));
        await _repository.Committer.AttachAsync(other);
        _repository.Volumes.SetCurrent(other);
        _repository.State.Clear(SuspensionCause.WriteFailed);
        var second = first with { PatientName = "New^Name" };
        Assert.Equal(CommitOutcome.Replaced, await _repository.StoreAsync(second));
        Directory.Move(away, _repository.Volume.Root);
        await _repository.Committer.ReopenAsync(_repository.Volume);

        Assert.Equal("New^Name", (await _repository.FindAsync(first.Study))!.PatientName);
        Assert.Equal([other.PathOf(first.Key)], Directory.GetFiles(other.StudiesFolder, "*", SearchOption.AllDirectories));
        Assert.Empty(_repository.StoredFiles());
        Assert.Equal((1L, 1L), await _repository.Search.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_batch_that_fails_is_taken_back()
    {
        var sample = Sample();
        _repository.Committer.StepReached = step =>
        {
            if (step == CommitStep.Moved)
            {
                throw new IOException("The device is broken.");
            }
        };
        var refused = await Assert.ThrowsAsync<StorageRefusedException>(() => _repository.StoreAsync(sample));
        Assert.True(refused.IsOutOfResources);
        Assert.Empty(_repository.StoredFiles());
        Assert.Empty(_repository.IncomingEntries());

        _repository.Committer.StepReached = null;
        _repository.State.Clear(SuspensionCause.WriteFailed);
        Assert.Equal(CommitOutcome.Stored, await _repository.StoreAsync(Sample() with { Study = "1.2.3" }));
        Assert.Null(await _repository.FindAsync(sample.Study));
        Assert.Equal((1L, 1L), await _repository.Search.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(CommitOutcome.Stored, await _repository.StoreAsync(sample));
    }

    [Theory]
    [InlineData(nameof(CommitStep.Planned))]
    [InlineData(nameof(CommitStep.Logged))]
    [InlineData(nameof(CommitStep.Flushed))]
    [InlineData(nameof(CommitStep.Moved))]
    public async Task What_was_acknowledged_before_a_batch_that_fails_stays(string failsAt)
    {
        var kept = Sample();
        await _repository.StoreAsync(kept);
        var logged = _repository.Volume.Log.Length;
        _repository.Committer.StepReached = step =>
        {
            if (step.ToString() == failsAt)
            {
                throw new IOException("The device is broken.");
            }
        };
        await Assert.ThrowsAsync<StorageRefusedException>(() => _repository.StoreAsync(kept with { Instance = "1.2.3" }));
        Assert.Equal(logged, _repository.Volume.Log.Length);

        _repository.Committer.StepReached = null;
        _repository.State.Clear(SuspensionCause.WriteFailed);
        await _repository.StoreAsync(Sample());
        Assert.Equal(1, (await _repository.FindAsync(kept.Study))!.Instances);
        Assert.Equal((2L, 2L), await _repository.Search.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, _repository.StoredFiles().Length);
    }

    [Fact]
    public async Task What_was_acknowledged_gets_into_the_index_though_its_commit_failed()
    {
        var fails = 1;
        _repository.Committer.StepReached = step =>
        {
            if (step == CommitStep.Indexed && Interlocked.Exchange(ref fails, 0) == 1)
            {
                using var index = SqliteFile.Open(_repository.Index.Path, SqliteOpenMode.ReadWrite);
                SqliteFile.Execute(
                    index,
                    "DELETE FROM instances; DELETE FROM series; DELETE FROM studies; DELETE FROM study_names; DELETE FROM study_modalities; UPDATE totals SET studies = 0, instances = 0");
                throw new IOException("The device is broken.");
            }
        };
        var sample = Sample();
        Assert.Equal(CommitOutcome.Stored, await _repository.StoreAsync(sample));

        await Until.TrueAsync(() => _repository.Volume.Log.Length == 0, "the index has it from the log");
        Assert.Equal(0, fails);
        Assert.NotNull(await _repository.FindAsync(sample.Study));
        Assert.Equal(ServiceState.Suspended, _repository.State.Current);
        _repository.State.Clear(SuspensionCause.WriteFailed);
        Assert.Equal(CommitOutcome.Unchanged, await _repository.StoreAsync(sample));
        Assert.Equal((1L, 1L), await _repository.Search.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_index_is_committed_in_a_pause_though_nobody_asks()
    {
        await _repository.StoreAsync(Sample());

        using var beside = SqliteFile.Open(_repository.Index.Path, SqliteOpenMode.ReadOnly);
        using var count = beside.CreateCommand();
        count.CommandText = "SELECT instances FROM totals";
        await Until.TrueAsync(() => (long)count.ExecuteScalar()! == 1, "the index shows the instance");
    }

    [Fact]
    public async Task What_was_acknowledged_is_found_at_once()
    {
        for (var round = 0; round < 200; round++)
        {
            var sample = Sample();
            await _repository.StoreAsync(sample);
            Assert.NotNull(await _repository.FindAsync(sample.Study));
        }
    }

    [Fact]
    public async Task Removing_a_study_takes_rows_and_files_and_leaves_the_others()
    {
        var keep = Sample();
        var gone = Sample();
        await _repository.StoreAsync(keep);
        await _repository.StoreAsync(gone);
        await _repository.StoreAsync(gone with { Instance = "1.2.3.4", Series = "1.2.3" });
        var removed = await _repository.Keeping.RemoveAsync(gone.Study, "admin", TestContext.Current.CancellationToken);
        Assert.Equal(2, removed.Instances);
        Assert.Null(await _repository.FindAsync(gone.Study));
        Assert.Single(_repository.StoredFiles());
        Assert.Empty(_repository.IncomingEntries());
        Assert.Equal((1L, 1L), await _repository.Search.CountAsync(TestContext.Current.CancellationToken));
        Assert.Contains(_repository.Activity.Rows, row => row.Kind == ActivityKind.Delete && row.StudyInstanceUid == gone.Study && row.Peer == "admin");
        var missing = await Assert.ThrowsAsync<ControlException>(
            () => _repository.Keeping.RemoveAsync(gone.Study, "admin", TestContext.Current.CancellationToken));
        Assert.Equal(ErrorIds.NotFound, missing.Error.Id);
    }

    [Fact]
    public async Task Protection_is_kept_with_the_study()
    {
        var sample = Sample();
        await _repository.StoreAsync(sample);
        Assert.True((await _repository.Keeping.SetProtectionAsync(sample.Study, true, "admin", TestContext.Current.CancellationToken)).IsProtected);
        await _repository.StoreAsync(sample with { Instance = "1.2.3" });
        Assert.True((await _repository.FindAsync(sample.Study))!.IsProtected);
        Assert.False((await _repository.Keeping.SetProtectionAsync(sample.Study, false, "admin", TestContext.Current.CancellationToken)).IsProtected);
    }

    /// <summary>A new one; the small and the large.</summary>
    private SampleInstance Sample() => new() { PixelBytes = _pixelBytes };

    public async ValueTask DisposeAsync()
    {
        await _repository.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
