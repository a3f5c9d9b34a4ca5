using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class RepositoryPurgeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Purges_the_oldest_from_the_low_mark_to_the_high_mark_and_no_further()
    {
        await using var bench = new PurgeBench();
        var studies = await bench.FillAsync(20);

        // 50,000 bytes are missing to the low mark of 100,000, and about as many again to the high one of 150,000: ten studies of 10,000.
        bench.Other = bench.Volume.Total - bench.Used() - 50_000;
        SetMarks(bench, 20_000, 100_000, 150_000);
        var plan = await bench.Purge.CheckAsync(Token);
        Assert.Equal(PurgeState.Idle, plan.State);
        Assert.Equal(studies.Take(10).Select(sample => sample.Study), bench.PurgedStudies);
        foreach (var (sample, i) in studies.Select((sample, i) => (sample, i)))
        {
            Assert.Equal(i >= 10, await bench.Repository.FindAsync(sample.Study) is not null);
            Assert.Equal(i >= 10, File.Exists(bench.Repository.Volume.PathOf(sample.Key)));
        }

        Assert.Empty(bench.Repository.IncomingEntries());
        Assert.Equal(10, bench.Purge.Last!.Value.Studies);
    }

    [Fact]
    public async Task Does_nothing_above_the_low_mark()
    {
        await using var bench = new PurgeBench();
        await bench.FillAsync(3);
        bench.Other = bench.Volume.Total - bench.Used() - 120_000;
        SetMarks(bench, 20_000, 100_000, 150_000);
        Assert.Equal(PurgeState.Idle, (await bench.Purge.CheckAsync(Token)).State);
        Assert.Empty(bench.PurgedStudies);

        // Unless a person wants it.
        Assert.Equal(3, (await bench.PurgeAsync(force: true))[^1].Purged);
    }

    [Fact]
    public async Task What_must_stay_stays_below_the_critical_mark_as_well_and_the_want_of_others_is_said_once()
    {
        await using var bench = new PurgeBench();
        var studies = await bench.FillAsync(6);
        bench.Repository.Settings.Current = bench.Repository.Settings.Current with { RemoteAEs = [new RemoteAE { Name = "ARCHIVE", Services = RemoteServices.StorageCommitment }] };
        foreach (var committed in studies.Take(3))
        {
            await bench.CommitAsync(committed);
        }

        await bench.Repository.Keeping.SetProtectionAsync(studies[0].Study, true, "tester", Token);
        bench.Holds.Studies.Add(studies[1].Study);
        bench.Other = bench.Volume.Total - bench.Used() - 1000;
        SetMarks(bench, 200_000, 300_000, 400_000);
        Assert.Equal(PurgeState.NothingEligible, (await bench.Purge.CheckAsync(Token)).State);
        Assert.Equal([studies[2].Study], bench.PurgedStudies);
        await bench.Purge.CheckAsync(Token);
        await bench.PurgeAsync(force: true);
        Assert.Equal([studies[2].Study], bench.PurgedStudies);
        Assert.Single(bench.Repository.Activity.Rows, row => row.Kind == ActivityKind.Purge && row.Outcome == ActivityOutcome.Warning);
        Assert.False(bench.Repository.State.IsRunning);
    }

    [Fact]
    public async Task Leaves_as_many_studies_as_are_protected()
    {
        await using var bench = new PurgeBench();
        await bench.FillAsync(8);
        bench.Other = bench.Volume.Total - bench.Used();
        SetMarks(bench, 200_000, 300_000, 400_000);
        bench.Set(settings => settings with { ProtectedStudies = 5 });
        Assert.Equal(PurgeState.StudiesProtected, (await bench.Purge.CheckAsync(Token)).State);
        Assert.Equal(3, bench.PurgedStudies.Count());
    }

    [Fact]
    public async Task Waits_for_the_processors_and_says_so_but_not_below_the_critical_mark()
    {
        await using var bench = new PurgeBench();
        await bench.FillAsync(12);
        bench.Processors.IdlePercent = 7;
        bench.Cpu.Measure();
        bench.Other = bench.Volume.Total - bench.Used() - 50_000;
        SetMarks(bench, 20_000, 100_000, 150_000);
        var plan = await bench.Purge.CheckAsync(Token);
        Assert.Equal(PurgeState.WaitingForCpu, plan.State);
        Assert.Contains("7% idle", plan.Explanation, StringComparison.Ordinal);
        Assert.Empty(bench.PurgedStudies);
        bench.Other += 40_000;

        // Out of the suspension, at the low mark, the processors count again.
        Assert.Equal(PurgeState.WaitingForCpu, (await bench.Purge.CheckAsync(Token)).State);
        Assert.True(bench.Repository.State.IsRunning);
        Assert.InRange(bench.Volume.Measure("")!.Value.FreeBytes, 100_000, 140_000);
    }

    [Fact]
    public async Task A_study_that_cannot_be_deleted_is_set_aside_with_its_reason_and_the_others_go()
    {
        await using var bench = new PurgeBench();
        var studies = await bench.FillAsync(4);
        bench.Other = bench.Volume.Total - bench.Used();
        SetMarks(bench, 200_000, 300_000, 400_000);

        // The place to which the second study would be moved is taken, so that the move fails as it does for an open file on Windows.
        var last = Convert.ToInt32(Path.GetFileNameWithoutExtension(bench.Repository.Volume.NextTemporaryName()), 16);
        var taken = bench.Repository.Volume.TemporaryPath((last + 2).ToString("x8", System.Globalization.CultureInfo.InvariantCulture) + ".removed");
        Directory.CreateDirectory(Path.Combine(taken, "in the way"));
        var events = await bench.PurgeAsync();
        var aside = Assert.Single(events, step => step.Action == PurgeAction.SetAside);
        Assert.Equal(studies[1].Study, aside.StudyInstanceUid);
        Assert.Equal(studies.Where((_, i) => i != 1).Select(sample => sample.Study), bench.PurgedStudies);
        Assert.NotNull(await bench.Repository.FindAsync(studies[1].Study));
        Assert.True(File.Exists(bench.Repository.Volume.PathOf(studies[1].Key)));
        var stays = Assert.Single(await bench.PreviewAsync(), step => step.StudyInstanceUid == studies[1].Study);
        Assert.Contains("could not be deleted", stays.Reason, StringComparison.Ordinal);
        Assert.Equal(1, bench.Index.Count().SetAside);

        // Nothing is left that a start would carry out against what was said.
        var log = await bench.Repository.Committer.RunAsync(_ => bench.Repository.Volume.Log.ReadAll());
        Assert.DoesNotContain(log.OfType<DeleteRecord>(), record => record.StudyInstanceUid == studies[1].Study);
    }

    [Fact]
    public async Task A_study_that_is_used_after_the_plan_was_made_stays()
    {
        await using var bench = new PurgeBench();
        var studies = await bench.FillAsync(2);
        bench.Other = bench.Volume.Total - bench.Used();
        SetMarks(bench, 200_000, 300_000, 400_000);
        var removed = await bench.Repository.Committer.RemoveStudiesAsync(
            [.. studies.Select(sample => sample.Study)], (_, uid) => uid == studies[0].Study ? "it has been used since" : null);
        Assert.Equal("it has been used since", removed[0].Stays);
        Assert.True(removed[1].IsRemoved);
        Assert.NotNull(await bench.Repository.FindAsync(studies[0].Study));
        Assert.Null(await bench.Repository.FindAsync(studies[1].Study));
    }

    [Fact]
    public async Task The_repository_replaced_by_an_empty_folder_is_not_purged()
    {
        await using var bench = new PurgeBench();
        var studies = await bench.FillAsync(3);
        bench.Other = bench.Volume.Total - bench.Used();
        SetMarks(bench, 200_000, 300_000, 400_000);
        var root = bench.Repository.Volume.Root;
        Directory.Move(root, root + ".away");
        Directory.CreateDirectory(root);
        Assert.Equal(PurgeState.RepositoryMissing, (await bench.Purge.CheckAsync(Token)).State);
        var removed = await bench.Repository.Committer.RemoveStudiesAsync([studies[0].Study], static (_, _) => null);
        Assert.Contains("not mounted", removed[0].Stays, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(root));
        Directory.Delete(root);
        Directory.Move(root + ".away", root);
        Assert.NotNull(await bench.Repository.FindAsync(studies[0].Study));
    }

    [Fact]
    public async Task A_study_of_an_earlier_repository_on_another_volume_stays_because_that_would_free_nothing()
    {
        await using var bench = new PurgeBench();
        var studies = await bench.FillAsync(2);
        using var later = new TemporaryFolder();
        var second = StorageVolume.OpenOrCreate(later.Path);
        await bench.Repository.Committer.AttachAsync(second);
        var first = bench.Repository.Volume.Root;
        bench.Volume.Name = path => path == first ? "first" : "second";
        bench.Repository.Volumes.SetCurrent(second);
        var third = new SampleInstance();
        await bench.Repository.StoreAsync(third);
        bench.Volume.Free = static _ => 0;
        var fate = await bench.PreviewAsync(force: true);
        Assert.Equal([PurgeAction.Stays, PurgeAction.Stays, PurgeAction.Goes], fate.SkipLast(1).Select(step => step.Action));
        Assert.Contains("another volume", fate[0].Reason, StringComparison.Ordinal);
        Assert.Equal(studies[0].Study, fate[0].StudyInstanceUid);
    }

    [Fact]
    public async Task The_index_gives_what_the_specification_says_in_its_order_over_random_studies()
    {
        await using var bench = new PurgeBench();
        var volume = bench.Repository.Volume.Id;
        await bench.Repository.Committer.RunAsync(index =>
        {
            BulkIndex.Fill(index, 500, volume);
            return true;
        });
        var random = new Random(4711);
        for (var round = 0; round < 20; round++)
        {
            await bench.Repository.Committer.ChangeIndexAsync(_ =>
            {
                using var command = bench.Repository.Index.Writer.CreateCommand();
                command.CommandText = "UPDATE studies SET accessed_at = abs(random() + $salt) % 50, received_at = abs(random()) % 5, protected = random() % 4 = 0, committed = abs(random()) % 2";
                command.Parameters.AddWithValue("$salt", random.Next());
                return command.ExecuteNonQuery();
            });
            var all = bench.Index.ListAll().ToList();
            Assert.Equal(500, all.Count);
            Assert.Equal(all.OrderBy(study => study.AccessedAt).ThenBy(study => study.ReceivedAt).ThenBy(study => study.Id), all);
            Assert.Equal(all.Where(study => !study.IsProtected), bench.Index.ListOldest(onlyCommitted: false, null));
            var committed = all.Where(study => !study.IsProtected && study.Committed >= study.Instances).ToList();
            Assert.Equal(committed, bench.Index.ListOldest(onlyCommitted: true, null));
            Assert.Equal(committed.Skip(committed.Count / 2), bench.Index.ListOldest(onlyCommitted: true, committed[(committed.Count / 2) - 1]));
            Assert.Equal((all.Count(study => study.IsProtected), committed.Count, 0), bench.Index.Count());
        }
    }

    private static void SetMarks(PurgeBench bench, long critical, long low, long high) => bench.Set(settings => settings with
    {
        CriticalWatermark = DiskWatermark.FromBytes(critical),
        LowWatermark = DiskWatermark.FromBytes(low),
        HighWatermark = DiskWatermark.FromBytes(high),
        PurgeBatchSize = 3,
    });
}
