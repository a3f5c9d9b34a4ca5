using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A camera that asks whether what it has stored is kept gets an answer, and one that holds.</summary>
public sealed class CommitmentProviderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_is_told_what_is_kept_and_what_is_not_on_an_association_of_ours()
    {
        await using var bench = await CommitmentBench.StartAsync();
        await using var camera = await StartCameraAsync(bench);
        var samples = await bench.StoreAsync(4);
        File.Delete(bench.Host.Volume.PathOf(samples[3].Key));
        var sopClass = samples[0].SopClass.Value;
        Assert.True((await AskAsync(
            bench, "1.2.3", (sopClass, samples[0].Instance), (sopClass, samples[1].Instance), (sopClass, samples[1].Instance), ("1.2.840.10008.5.1.4.1.1.7", samples[2].Instance), (sopClass, samples[3].Instance), (sopClass, "1.9"))).IsSuccess);

        var (eventType, report, association) = await camera.NextReportAsync();
        Assert.Equal((2, "1.2.3"), (eventType, report.GetString(DicomTag.TransactionUID)));
        Assert.Equal([samples[0].Instance, samples[1].Instance], Instances(report, DicomTag.ReferencedSOPSequence));
        Assert.Equal([samples[2].Instance, samples[3].Instance, "1.9"], Instances(report, DicomTag.FailedSOPSequence));
        Assert.Equal([0x0119, 0x0112, 0x0112], report.GetSequence(DicomTag.FailedSOPSequence)!.Items.Select(item => item.GetInt32(DicomTag.FailureReason)!.Value));
        Assert.Equal(new RoleSelection(DicomUid.StorageCommitmentPushModel, Scu: false, Scp: true), Assert.Single(association.RoleSelections));
        Assert.Equal("OPTOSADVANCE", association.CallingAETitle);
        var job = await bench.UntilOverAsync(Assert.Single(await bench.Jobs.ListAsync(new JobQuery { Kind = [JobKind.CommitmentReport] }, Cancellation)));
        Assert.Equal(JobState.Succeeded, job.State);
    }

    [Fact]
    public async Task All_kept_is_an_event_of_type_1_without_failures()
    {
        await using var bench = await CommitmentBench.StartAsync();
        await using var camera = await StartCameraAsync(bench);
        var samples = await bench.StoreAsync(2);
        Assert.True((await AskAsync(bench, "1.2.4", [.. samples.Select(sample => (sample.SopClass.Value, sample.Instance))])).IsSuccess);
        var (eventType, report, _) = await camera.NextReportAsync();
        Assert.Equal(1, eventType);
        Assert.Equal(samples.Select(sample => sample.Instance), Instances(report, DicomTag.ReferencedSOPSequence));
        Assert.False(report.Contains(DicomTag.FailedSOPSequence));
    }

    [Fact]
    public async Task A_report_that_is_not_taken_is_made_again()
    {
        await using var bench = await CommitmentBench.StartAsync();
        await using var camera = await StartCameraAsync(bench);
        var answers = new Queue<DimseStatus>([DimseStatus.ProcessingFailure, DimseStatus.Success]);
        camera.ReportAnswer = answers.Dequeue;
        var samples = await bench.StoreAsync(1);
        Assert.True((await AskAsync(bench, "1.2.5", (samples[0].SopClass.Value, samples[0].Instance))).IsSuccess);
        var (_, first, _) = await camera.NextReportAsync();
        var (_, second, _) = await camera.NextReportAsync();
        Assert.Equal(first.GetString(DicomTag.TransactionUID), second.GetString(DicomTag.TransactionUID));
        var job = await bench.UntilOverAsync(Assert.Single(await bench.Jobs.ListAsync(new JobQuery { Kind = [JobKind.CommitmentReport] }, Cancellation)));
        Assert.Equal((JobState.Succeeded, 2), (job.State, job.Attempts));
    }

    [Fact]
    public async Task Nothing_is_promised_that_the_purge_may_break()
    {
        await using var bench = await CommitmentBench.StartAsync();
        await using var camera = await StartCameraAsync(bench);
        await using (var association = await CallAsync(bench))
        {
            Assert.True(Assert.Single(association.NegotiatedContexts).IsAccepted);
        }

        await bench.Host.Get<ConfigurationService>().ChangeAsync(
            new ConfigurationChange { Repository = new Partial<RepositorySettings>().With(settings => settings.PurgePolicy, PurgePolicy.Any) }, "test", Cancellation);
        await using var refused = await CallAsync(bench);
        Assert.Equal(PresentationContextResult.UserRejection, Assert.Single(refused.NegotiatedContexts).Result);
    }

    [Fact]
    public async Task Who_cannot_be_answered_is_not_served()
    {
        await using var bench = await CommitmentBench.StartAsync();
        await using var association = await CallAsync(bench);
        Assert.Equal(PresentationContextResult.UserRejection, Assert.Single(association.NegotiatedContexts).Result);
    }

    [Fact]
    public async Task Requests_that_make_no_sense_are_refused()
    {
        await using var bench = await CommitmentBench.StartAsync();
        await using var camera = await StartCameraAsync(bench);
        await using var association = await CallAsync(bench);
        Assert.Equal(DimseStatus.InvalidArgumentValue, await AskAsync(association, new DicomDataset().Set(DicomTag.TransactionUID, "1.2")));
        var reference = new DicomDataset().Set(DicomTag.ReferencedSOPSequence, CommitmentMessages.Reference("1.2", "1.3"));
        Assert.Equal(DimseStatus.InvalidArgumentValue, await AskAsync(association, reference));
        Assert.Equal(DimseStatus.NoSuchActionType, await AskAsync(association, reference.Set(DicomTag.TransactionUID, "1.2"), action: 2));
        Assert.Empty(await bench.Jobs.ListAsync(new JobQuery(), Cancellation));
    }

    private static async Task<ScriptedArchive> StartCameraAsync(CommitmentBench bench)
    {
        var camera = await ScriptedArchive.StartAsync();
        await bench.ConfigureAsync("CAMERA1", "CAMERA", camera.Port, RemoteServices.None);
        return camera;
    }

    private static IEnumerable<string> Instances(DicomDataset report, DicomTag sequence) =>
        report.GetSequence(sequence)!.Items.Select(item => item.GetString(DicomTag.ReferencedSOPInstanceUID)!);

    private static Task<DicomAssociation> CallAsync(CommitmentBench bench) => DicomAssociation.ConnectAsync(
        new AssociationOptions
        {
            CallingAETitle = "CAMERA",
            CalledAETitle = "OPTOSADVANCE",
            HostName = "127.0.0.1",
            Port = bench.Host.Port,
            PresentationContexts = [CommitmentMessages.Context],
        },
        cancellationToken: Cancellation);

    private static async Task<DimseStatus> AskAsync(CommitmentBench bench, string transactionUid, params (string SopClass, string Instance)[] references)
    {
        await using var association = await CallAsync(bench);
        var information = new DicomDataset().Set(DicomTag.TransactionUID, transactionUid);
        information.Set(DicomTag.ReferencedSOPSequence, [.. references.Select(each => CommitmentMessages.Reference(each.SopClass, each.Instance))]);
        var status = await AskAsync(association, information);
        await association.ReleaseAsync(Cancellation);
        return status;
    }

    private static async Task<DimseStatus> AskAsync(DicomAssociation association, DicomDataset information, ushort action = 1) =>
        (await association.NActionAsync(CommitmentMessages.Request with { ActionTypeId = action }, information, Cancellation)).Status;
}
