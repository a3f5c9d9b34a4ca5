using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>What an archive confirms, and nothing else, counts as committed.</summary>
public sealed class CommitmentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_on_the_same_association_commits_what_it_names()
    {
        await using var bench = await CommitmentBench.StartAsync(waitSeconds: 60);
        var samples = await bench.StoreAsync(3);
        var job = await bench.RequestAsync(samples[0]);
        var asked = await bench.Peer.NextAsync();
        Assert.Equal(samples.Select(sample => (sample.SopClass.Value, sample.Instance)), asked.References);
        Assert.Empty(await bench.CommittedAsync(samples[0]));

        Assert.True((await ScriptedArchive.ReportAsync(asked.Peer, asked.Report())).IsSuccess);
        job = await bench.UntilOverAsync(job);
        Assert.Equal((JobState.Succeeded, 3), (job.State, job.Done));
        Assert.Equal(3, (await bench.CommittedAsync(samples[0])).Length);
        var transaction = await bench.UntilFinishedAsync(asked.TransactionUid);
        Assert.Equal((StorageCommitmentState.Committed, 3, 0), (transaction.State, transaction.Committed, transaction.Failed));
        Assert.NotNull(transaction.AcceptedAt);
        Assert.NotNull(transaction.AnsweredAt);
        Assert.Contains(bench.Host.Activity.Rows, row => row.Kind == ActivityKind.StorageCommitment && row.Message == "PACS1 keeps 3 of 3 instances.");
        await ReceivingAppliance.UntilAsync(() => !bench.Peer.Ended.IsEmpty);
        Assert.Equal(AssociationEnding.Released, Assert.Single(bench.Peer.Ended).Ending);
    }

    [Fact]
    public async Task A_report_on_an_association_of_the_archives_is_taken_while_ours_is_open()
    {
        await using var bench = await CommitmentBench.StartAsync(waitSeconds: 600);
        var samples = await bench.StoreAsync(2);
        var job = await bench.RequestAsync(samples[0]);
        var asked = await bench.Peer.NextAsync();
        Assert.Empty(bench.Peer.Ended);
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, asked.Report())).IsSuccess);
        Assert.Equal(JobState.Succeeded, (await bench.UntilOverAsync(job)).State);
        Assert.Equal(2, (await bench.CommittedAsync(samples[0])).Length);
    }

    [Fact]
    public async Task A_report_on_an_association_of_the_archives_is_taken_after_ours_is_released()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(2);
        var job = await bench.RequestAsync(samples[0]);
        var asked = await bench.Peer.NextAsync();
        await ReceivingAppliance.UntilAsync(() => !bench.Peer.Ended.IsEmpty);
        Assert.Equal(AssociationEnding.Released, bench.Peer.Ended.First().Ending);
        await bench.UntilAsync(asked.TransactionUid, transaction => transaction.State == StorageCommitmentState.Pending);
        Assert.NotNull(bench.Host.Get<IEnumerable<IStudyHold>>().Select(hold => hold.ReasonToKeep(samples[0].Study)).FirstOrDefault(reason => reason is not null));

        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, asked.Report())).IsSuccess);
        Assert.Equal(JobState.Succeeded, (await bench.UntilOverAsync(job)).State);
        Assert.Equal(2, (await bench.CommittedAsync(samples[0])).Length);
        await ReceivingAppliance.UntilAsync(() => bench.Host.Activity.Rows.Any(row => row.Message == "Answered 1 storage commitment report."));
    }

    [Fact]
    public async Task Of_a_partial_failure_only_what_is_kept_is_committed_and_the_reasons_are_told()
    {
        await using var bench = await CommitmentBench.StartAsync(waitSeconds: 60);
        var samples = await bench.StoreAsync(5);
        var job = await bench.RequestAsync(samples[0]);
        var asked = await bench.Peer.NextAsync();
        var report = asked.Report(
            new() { [samples[1].Instance] = 0x0112, [samples[2].Instance] = 0x0119, [samples[3].Instance] = null }, samples[4].Instance);
        Assert.True((await ScriptedArchive.ReportAsync(asked.Peer, report, eventType: 2)).IsSuccess);
        job = await bench.UntilOverAsync(job);
        Assert.Equal((JobState.PartlyFailed, 1, 4), (job.State, job.Done, job.Failed));
        Assert.Equal([samples[0].Instance], await bench.CommittedAsync(samples[0]));
        var transaction = await bench.UntilFinishedAsync(asked.TransactionUid);
        Assert.Equal((StorageCommitmentState.PartlyFailed, 1, 4), (transaction.State, transaction.Committed, transaction.Failed));
        Assert.Equal(
            ["", "the archive does not have it (0112H)", "the archive has it under another SOP class (0119H)", "no reason was given", "the answer does not name it"],
            transaction.Results.Select(result => result.Reason));
        Assert.Equal([null, 0x0112, 0x0119, null, null], transaction.Results.Select(result => result.FailureReason));
    }

    [Fact]
    public async Task Names_that_do_not_fit_what_was_asked_commit_nothing()
    {
        await using var bench = await CommitmentBench.StartAsync(waitSeconds: 60);
        var other = await bench.StoreAsync(1);
        var samples = await bench.StoreAsync(3);
        var job = await bench.RequestAsync(samples[0], samples[0].Instance, samples[1].Instance);
        var asked = await bench.Peer.NextAsync();
        Assert.Equal([samples[0].Instance, samples[1].Instance], asked.References.Select(each => each.Instance));
        var sopClass = samples[0].SopClass.Value;
        var report = CommitmentAsked.Report(
            asked.TransactionUid,
            [("1.2.840.10008.5.1.4.1.1.7", samples[0].Instance), (sopClass, samples[1].Instance), (sopClass, samples[2].Instance), (sopClass, other[0].Instance)],
            [(sopClass, samples[1].Instance, (ushort)0x0122)]);
        Assert.True((await ScriptedArchive.ReportAsync(asked.Peer, report)).IsSuccess);
        Assert.Equal(JobState.Failed, (await bench.UntilOverAsync(job)).State);
        Assert.Empty(await bench.CommittedAsync(samples[0]));
        Assert.Empty(await bench.CommittedAsync(other[0]));
        Assert.Equal(StorageCommitmentState.Failed, (await bench.UntilFinishedAsync(asked.TransactionUid)).State);
    }

    [Fact]
    public async Task A_second_report_is_answered_and_changes_nothing()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(2);
        var job = await bench.RequestAsync(samples[0]);
        var asked = await bench.Peer.NextAsync();
        var failures = new Dictionary<string, ushort?> { [samples[1].Instance] = 0x0112 };
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, asked.Report(failures), eventType: 2)).IsSuccess);
        await bench.UntilOverAsync(job);
        var before = bench.Store.Find(asked.TransactionUid)!.ToResult(withInstances: true);

        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, asked.Report(failures), eventType: 2)).IsSuccess);
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, asked.Report())).IsSuccess);
        Assert.Equal(before, bench.Store.Find(asked.TransactionUid)!.ToResult(withInstances: true));
        Assert.Equal([samples[0].Instance], await bench.CommittedAsync(samples[0]));
        Assert.Equal(2, bench.Host.Activity.Rows.Count(row => row.Message.Contains("once more", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reports_that_nobody_asked_for_are_answered_recorded_and_ignored()
    {
        await using var bench = await CommitmentBench.StartAsync();
        await bench.ConfigureAsync("PACS2", "OTHERPACS", bench.Peer.Port, RemoteServices.StorageCommitment);
        var samples = await bench.StoreAsync(1);
        await bench.RequestAsync(samples[0]);
        var asked = await bench.Peer.NextAsync();
        var port = bench.Host.Port;

        Assert.Equal(DimseStatus.InvalidArgumentValue, await ScriptedArchive.CallInAsync(port, CommitmentAsked.Report("1.2.3", asked.References)));
        Assert.Equal(DimseStatus.InvalidArgumentValue, await ScriptedArchive.CallInAsync(port, asked.Report(), calling: "OTHERPACS"));
        Assert.Equal(DimseStatus.InvalidArgumentValue, await ScriptedArchive.CallInAsync(port, new DicomDataset().Set(DicomTag.PatientID, "1")));
        Assert.Equal(DimseStatus.NoSuchEventType, await ScriptedArchive.CallInAsync(port, asked.Report(), eventType: 3));
        Assert.Empty(await bench.CommittedAsync(samples[0]));
        Assert.Equal(4, bench.Host.Activity.Rows.Count(row => row is { Kind: ActivityKind.StorageCommitment, Outcome: ActivityOutcome.Warning }));
        Assert.True((await ScriptedArchive.CallInAsync(port, asked.Report())).IsSuccess);
        Assert.Single(await bench.CommittedAsync(samples[0]));
    }

    [Fact]
    public async Task What_is_replaced_or_removed_after_it_was_asked_for_is_not_committed()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(2);
        var job = await bench.RequestAsync(samples[0]);
        var asked = await bench.Peer.NextAsync();
        await bench.StoreAsync(samples[1] with { Fill = 5 });
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, asked.Report())).IsSuccess);
        await bench.UntilOverAsync(job);
        Assert.Equal([samples[0].Instance], await bench.CommittedAsync(samples[0]));
        var transaction = await bench.UntilFinishedAsync(asked.TransactionUid);
        Assert.Equal(StorageCommitmentState.PartlyFailed, transaction.State);
        Assert.Equal([StorageCommitmentInstanceState.Committed, StorageCommitmentInstanceState.Changed], transaction.Results.Select(result => result.State));
    }

    [Fact]
    public async Task A_lost_report_is_asked_for_again_and_a_late_one_still_counts()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(2);
        var job = await bench.RequestAsync(samples[0]);
        var first = await bench.Peer.NextAsync();
        await bench.LetTimeOutAsync(job, first.TransactionUid);
        var second = await bench.Peer.NextAsync();
        Assert.NotEqual(first.TransactionUid, second.TransactionUid);
        Assert.Equal(first.References, second.References);
        var superseded = await bench.UntilFinishedAsync(first.TransactionUid);
        Assert.Equal((StorageCommitmentState.Superseded, second.TransactionUid), (superseded.State, superseded.SupersededBy));
        Assert.Empty(await bench.CommittedAsync(samples[0]));

        // What the late report denies is still asked for; what it confirms is confirmed.
        Assert.True((await ScriptedArchive.CallInAsync(
            bench.Host.Port, first.Report(new() { [samples[1].Instance] = 0x0112 }), eventType: 2)).IsSuccess);
        Assert.Equal([samples[0].Instance], await bench.CommittedAsync(samples[0]));
        var late = await bench.UntilAsync(first.TransactionUid, transaction => transaction.State == StorageCommitmentState.PartlyFailed);
        Assert.StartsWith("Late: ", late.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await bench.Jobs.FindAsync(job.Id, Cancellation))!.Done);
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, second.Report())).IsSuccess);
        Assert.Equal(JobState.Succeeded, (await bench.UntilOverAsync(job)).State);
        Assert.Equal(2, (await bench.CommittedAsync(samples[0])).Length);
    }

    [Fact]
    public async Task An_archive_that_never_answers_is_given_up_and_asked_anew_when_somebody_wants_it()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(1);
        var job = await bench.RequestAsync(samples[0]);
        var uids = new HashSet<string>();
        for (var i = 0; i < CommitmentExecutor.MaximumAttempts; i++)
        {
            var asked = await bench.Peer.NextAsync();
            Assert.True(uids.Add(asked.TransactionUid));
            var pending = await bench.UntilAsync(asked.TransactionUid, transaction => transaction.State == StorageCommitmentState.Pending);
            Assert.InRange(pending.DueAt!.Value - pending.AcceptedAt!.Value, TimeSpan.FromMinutes(59 * (1 << i)), TimeSpan.FromMinutes(61 * (1 << i)));
            await bench.LetTimeOutAsync(job, asked.TransactionUid);
        }

        job = await bench.UntilOverAsync(job);
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("4 requests", job.LastError, StringComparison.Ordinal);
        Assert.False(bench.Peer.WasAsked);
        Assert.Equal(StorageCommitmentState.TimedOut, bench.Store.List(new StorageCommitmentQuery { Last = 1 })[0].State);

        await bench.Jobs.ResumeAsync(job.Id, "test", Cancellation);
        var again = await bench.Peer.NextAsync();
        Assert.True(uids.Add(again.TransactionUid));
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, again.Report())).IsSuccess);
        Assert.Equal(JobState.Succeeded, (await bench.UntilOverAsync(job)).State);
    }
}
