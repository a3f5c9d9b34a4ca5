using System.Buffers;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>Who may report on which association, and what becomes of requests on the way.</summary>
public sealed class CommitmentAssociationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grants_the_role_of_provider_to_an_archive_and_to_nobody_else()
    {
        await using var bench = await CommitmentBench.StartAsync();
        await using var archive = await ScriptedArchive.CallAsync(bench.Host.Port);
        var context = Assert.Single(archive.NegotiatedContexts);
        Assert.True(context.IsAccepted);
        Assert.True(context.IsLocalScp);
        await using var stranger = await ScriptedArchive.CallAsync(bench.Host.Port, calling: "STRANGER");
        Assert.Equal(PresentationContextResult.UserRejection, Assert.Single(stranger.NegotiatedContexts).Result);
    }

    [Fact]
    public async Task An_archive_that_may_not_call_by_the_policy_is_let_in_by_its_entry()
    {
        await using var bench = await CommitmentBench.StartAsync();
        await bench.Host.ChangeLocalAEAsync(change => change.With(local => local.CallerPolicy, CallerPolicy.KnownHost));
        await using var archive = await ScriptedArchive.CallAsync(bench.Host.Port);
        Assert.True(Assert.Single(archive.NegotiatedContexts).IsAccepted);
        await Assert.ThrowsAsync<AssociationRejectedException>(() => ScriptedArchive.CallAsync(bench.Host.Port, calling: "STRANGER"));
    }

    [Fact]
    public async Task Takes_a_report_of_an_archive_that_proposes_no_role()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(1);
        await bench.RequestAsync(samples[0]);
        var asked = await bench.Peer.NextAsync();
        await using var archive = await ScriptedArchive.CallAsync(bench.Host.Port, proposesRole: false);
        Assert.True((await ScriptedArchive.ReportAsync(archive, asked.Report())).IsSuccess);
        Assert.Single(await bench.CommittedAsync(samples[0]));
    }

    [Fact]
    public async Task One_association_may_store_and_report()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(1);
        await bench.RequestAsync(samples[0]);
        var asked = await bench.Peer.NextAsync();
        var sample = new SampleInstance();
        await using var association = await DicomAssociation.ConnectAsync(
            new AssociationOptions
            {
                CallingAETitle = ScriptedArchive.AETitle,
                CalledAETitle = "OPTOSADVANCE",
                HostName = "127.0.0.1",
                Port = bench.Host.Port,
                PresentationContexts =
                [
                    new PresentationContext(DicomUid.Verification, DicomTransferSyntax.ImplicitVRLittleEndian.Uid),
                    new PresentationContext(sample.SopClass, sample.TransferSyntax.Uid),
                    new PresentationContext(DicomUid.StorageCommitmentPushModel, DicomTransferSyntax.ExplicitVRLittleEndian.Uid),
                    new PresentationContext(new DicomUid("1.2.840.10008.5.1.4.31"), DicomTransferSyntax.ExplicitVRLittleEndian.Uid),
                ],
                RoleSelections =
                [
                    new RoleSelection(sample.SopClass, Scu: true, Scp: true),
                    new RoleSelection(DicomUid.StorageCommitmentPushModel, Scu: true, Scp: true),
                ],
            },
            cancellationToken: Cancellation);
        Assert.Equal([true, true, true, false], association.NegotiatedContexts.Select(context => context.IsAccepted));
        Assert.Equal((true, false), (association.NegotiatedContexts[1].IsLocalScu, association.NegotiatedContexts[1].IsLocalScp));
        Assert.True(association.NegotiatedContexts[2].IsLocalScp);
        Assert.True((await association.CEchoAsync(Cancellation)).Status.IsSuccess);
        Assert.True((await ReceivingAppliance.StoreAsync(association, sample)).Status.IsSuccess);
        Assert.True((await ScriptedArchive.ReportAsync(association, asked.Report())).IsSuccess);
        var store = new CStoreRequest { AffectedSopClassUid = sample.SopClass, AffectedSopInstanceUid = new DicomUid(sample.Instance) };
        var wrong = await association.CStoreAsync(
            store, association.NegotiatedContexts[2], new ReadOnlySequence<byte>(sample.ToBytes()), Cancellation);
        Assert.Equal(DimseStatus.UnrecognizedOperation, wrong.Status);
        await association.ReleaseAsync(Cancellation);
        Assert.Single(await bench.CommittedAsync(samples[0]));
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_down_is_answered_as_a_processing_failure()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(1);
        await bench.RequestAsync(samples[0]);
        var asked = await bench.Peer.NextAsync();
        await bench.UntilAsync(asked.TransactionUid, transaction => transaction.State == StorageCommitmentState.Pending);
        bench.Store.Dispose();
        Assert.Equal(DimseStatus.ProcessingFailure, await ScriptedArchive.CallInAsync(bench.Host.Port, asked.Report()));
        Assert.Empty(await bench.CommittedAsync(samples[0]));
    }

    [Fact]
    public async Task A_request_whose_answer_is_lost_is_made_again_under_another_uid_and_both_reports_count()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(2);
        var isFirst = true;
        bench.Peer.Answering = async cancellationToken =>
        {
            if (isFirst)
            {
                isFirst = false;
                _ = Task.Run(bench.Peer.RestartAsync, CancellationToken.None);
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        };
        var job = await bench.RequestAsync(samples[0]);
        var first = await bench.Peer.NextAsync();
        var second = await bench.Peer.NextAsync();
        Assert.NotEqual(first.TransactionUid, second.TransactionUid);
        Assert.Equal(second.TransactionUid, (await bench.UntilFinishedAsync(first.TransactionUid)).SupersededBy);
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, first.Report())).IsSuccess);
        Assert.Equal(2, (await bench.CommittedAsync(samples[0])).Length);
        Assert.Equal(JobState.Succeeded, (await bench.UntilOverAsync(job)).State);
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, second.Report())).IsSuccess);
    }

    [Fact]
    public async Task A_request_that_is_refused_for_good_fails_with_what_the_archive_says()
    {
        await using var bench = await CommitmentBench.StartAsync();
        bench.Peer.Answer = (_, _) => DimseStatus.NotAuthorized;
        var samples = await bench.StoreAsync(2);
        var job = await bench.UntilOverAsync(await bench.RequestAsync(samples[0]));
        Assert.Equal((JobState.Failed, 2), (job.State, job.Failed));
        var asked = await bench.Peer.NextAsync();
        var transaction = await bench.UntilFinishedAsync(asked.TransactionUid);
        Assert.Equal(StorageCommitmentState.Failed, transaction.State);
        Assert.Contains("0124H", transaction.Message, StringComparison.Ordinal);

        // What is refused is not reported, and when it is all the same, the transaction is over.
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, asked.Report())).IsSuccess);
        Assert.Empty(await bench.CommittedAsync(samples[0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_archive_cannot_do_for_the_time_being_is_asked_again(bool inReport)
    {
        await using var bench = await CommitmentBench.StartAsync(waitSeconds: inReport ? 60 : 0);
        bench.Peer.Answer = (_, _) => inReport ? DimseStatus.Success : DimseStatus.ResourceLimitation;
        var samples = await bench.StoreAsync(2);
        var job = await bench.RequestAsync(samples[0]);
        var first = await bench.Peer.NextAsync();
        if (inReport)
        {
            Assert.True((await ScriptedArchive.ReportAsync(first.Peer, first.Report(new() { [samples[1].Instance] = 0x0213 }), eventType: 2)).IsSuccess);
        }

        OutboundJob? waiting = null;
        await ReceivingAppliance.UntilAsync(() => (waiting = bench.Jobs.FindAsync(job.Id, CancellationToken.None).Result) is { State: JobState.Waiting, Attempts: 1 });
        Assert.InRange(waiting!.NextAttemptAt!.Value - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        Assert.Equal(inReport ? 1 : 0, waiting.Done);

        bench.Peer.Answer = (_, _) => DimseStatus.Success;
        await bench.Jobs.ResumeAsync(job.Id, "test", Cancellation);
        var second = await bench.Peer.NextAsync();
        Assert.Equal(inReport ? [samples[1].Instance] : samples.Select(sample => sample.Instance), second.References.Select(each => each.Instance));
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, second.Report())).IsSuccess);
        Assert.Equal(JobState.Succeeded, (await bench.UntilOverAsync(job)).State);
        Assert.Equal(2, (await bench.CommittedAsync(samples[0])).Length);
    }

    [Fact]
    public async Task An_archive_that_does_not_offer_the_service_is_told_as_such()
    {
        await using var bench = await CommitmentBench.StartAsync();
        bench.Peer.Offers = false;
        var samples = await bench.StoreAsync(1);
        var job = await bench.UntilOverAsync(await bench.RequestAsync(samples[0]));
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("does not accept Storage Commitment", job.LastError, StringComparison.Ordinal);
        Assert.Empty(bench.Store.List(new StorageCommitmentQuery()));
    }

    [Fact]
    public async Task A_large_study_is_asked_for_in_parts_and_each_instance_once()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(CommitmentSelection.MaximumInstances + 1);
        var job = await bench.RequestAsync(samples[0]);
        var parts = new[] { await bench.Peer.NextAsync(), await bench.Peer.NextAsync() };
        Assert.Equal([CommitmentSelection.MaximumInstances, 1], parts.Select(part => part.References.Count));
        Assert.Equal(samples.Select(sample => sample.Instance).Order(), parts.SelectMany(part => part.References).Select(each => each.Instance).Order());
        Assert.NotEqual(parts[0].TransactionUid, parts[1].TransactionUid);
        foreach (var part in parts)
        {
            Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, part.Report())).IsSuccess);
        }

        Assert.Equal(JobState.Succeeded, (await bench.UntilOverAsync(job)).State);
        Assert.True((await bench.Host.Search.GetAsync(samples[0].Study, Cancellation))!.Study.IsCommitted);
    }

    [Fact]
    public async Task A_uid_that_a_device_used_twice_is_not_asked_for()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(2);
        await bench.StoreAsync(new SampleInstance { Instance = samples[1].Instance });
        var job = await bench.RequestAsync(samples[0]);
        var asked = await bench.Peer.NextAsync();
        Assert.Equal([samples[0].Instance], asked.References.Select(each => each.Instance));
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, asked.Report())).IsSuccess);
        Assert.Equal(JobState.PartlyFailed, (await bench.UntilOverAsync(job)).State);
        var items = await bench.Jobs.ListItemsAsync(job.Id, Cancellation);
        Assert.Contains("another instance", Assert.Single(items, item => item.State == JobItemState.Failed).Comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_received_after_the_send_began_is_another_version_and_not_asked_for()
    {
        await using var bench = await CommitmentBench.StartAsync();
        var samples = await bench.StoreAsync(2);
        var sent = DateTimeOffset.UtcNow;
        await Task.Delay(20, Cancellation);
        await bench.StoreAsync(samples[1] with { Fill = 3 });
        var job = await bench.Jobs.EnqueueAsync(
            new NewJob
            {
                Kind = JobKind.Commitment,
                Destination = CommitmentBench.Archive,
                Description = "After a send",
                Actor = "AutoForward",
                Instances = [.. samples.Select(sample => new JobInstance(sample.Study, sample.Series, sample.Instance))],
                Data = new CommitmentJobData(0, sent).ToString(),
            },
            Cancellation);
        var asked = await bench.Peer.NextAsync();
        Assert.Equal([samples[0].Instance], asked.References.Select(each => each.Instance));
        Assert.True((await ScriptedArchive.CallInAsync(bench.Host.Port, asked.Report())).IsSuccess);
        Assert.Equal((JobState.PartlyFailed, 1), ((await bench.UntilOverAsync(job)).State, 1));
    }
}
