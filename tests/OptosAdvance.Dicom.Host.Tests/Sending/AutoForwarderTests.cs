using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>One appliance forwards to another.</summary>
public sealed class AutoForwarderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_study_goes_once_whole_when_it_is_quiet_and_later_only_what_came_late()
    {
        await using var archive = await ReceivingAppliance.StartAsync();
        await using var appliance = await ReceivingAppliance.StartAsync();
        await ForwardToAsync(appliance, archive, delaySeconds: 2);
        var first = new SampleInstance();
        var second = first with { Instance = NewUid() };
        await StoreAsync(appliance, first, second);
        var hold = appliance.Get<IEnumerable<IStudyHold>>().Select(each => each.ReasonToKeep(first.Study)).FirstOrDefault(static reason => reason is not null);

        var whole = await JobAsync(appliance, 1);
        await StoreAsync(appliance, first with { Instance = NewUid() }, second);
        var late = await JobAsync(appliance, 2);

        Assert.Contains("ARCHIVE", hold, StringComparison.Ordinal);
        Assert.Equal((JobState.Succeeded, 2, "AutoForward"), (whole.State, whole.Done, whole.Actor));
        Assert.Equal((JobState.Succeeded, 1), (late.State, late.Total));
        Assert.Equal(3, (await archive.Search.GetAsync(first.Study, Cancellation))!.Study.Instances);
        await Until.TrueAsync(
            () => appliance.Get<IEnumerable<IStudyHold>>().All(each => each.ReasonToKeep(first.Study) is null), "nothing keeps the study any more");
    }

    [Fact]
    public async Task What_replaced_an_instance_goes_too_and_what_is_the_same_does_not()
    {
        await using var archive = await ReceivingAppliance.StartAsync();
        await using var appliance = await ReceivingAppliance.StartAsync();
        await ForwardToAsync(appliance, archive, delaySeconds: 1);
        var sample = new SampleInstance();
        await StoreAsync(appliance, sample);
        await JobAsync(appliance, 1);

        await StoreAsync(appliance, sample);
        await StoreAsync(appliance, sample with { Fill = 7 });
        var again = await JobAsync(appliance, 2);

        Assert.Equal((JobState.Succeeded, 1), (again.State, again.Done));
        Assert.Equal(2, (await appliance.Get<IJobs>().ListAsync(new JobQuery(), Cancellation)).Count);
    }

    [Fact]
    public async Task What_a_server_has_sent_is_not_sent_back_to_it()
    {
        await using var archive = await ReceivingAppliance.StartAsync();
        await using var appliance = await ReceivingAppliance.StartAsync();
        await ForwardToAsync(appliance, archive, delaySeconds: 1);
        var sample = new SampleInstance();
        await using (var association = await appliance.ConnectAsync(sample, calling: "OPTOSADVANCE"))
        {
            Assert.True((await ReceivingAppliance.StoreAsync(association, sample)).Status.IsSuccess);
            await association.ReleaseAsync(Cancellation);
        }

        await ReceivingAppliance.UntilAsync(() => appliance.Get<IEnumerable<IStudyHold>>().All(each => each.ReasonToKeep(sample.Study) is null));

        Assert.Empty(await appliance.Get<IJobs>().ListAsync(new JobQuery(), Cancellation));
    }

    [Fact]
    public async Task Without_a_server_to_forward_to_nothing_is_kept_for_later()
    {
        await using var archive = await ReceivingAppliance.StartAsync();
        await using var appliance = await ReceivingAppliance.StartAsync();
        await StoreAsync(appliance, new SampleInstance());
        var index = appliance.Get<IndexDatabase>();
        await ReceivingAppliance.UntilAsync(() => index.Read(Arrival.List).Count == 0);

        await ForwardToAsync(appliance, archive, delaySeconds: 1);
        var next = new SampleInstance();
        await StoreAsync(appliance, next);
        var job = await JobAsync(appliance, 1);

        Assert.Equal(next.Study, Assert.Single(job.StudyInstanceUid));
        Assert.Single(await appliance.Get<IJobs>().ListAsync(new JobQuery(), Cancellation));
    }

    private static string NewUid() => new SampleInstance().Instance;

    private static async Task<OutboundJob> JobAsync(ReceivingAppliance appliance, long id)
    {
        while (true)
        {
            if (await appliance.Get<IJobs>().FindAsync(id, Cancellation) is { IsOver: true } job)
            {
                return job;
            }

            await Task.Delay(50, Cancellation);
        }
    }

    private static async Task StoreAsync(ReceivingAppliance appliance, params SampleInstance[] samples)
    {
        await using var association = await appliance.ConnectAsync(samples[0]);
        foreach (var sample in samples)
        {
            Assert.True((await ReceivingAppliance.StoreAsync(association, sample)).Status.IsSuccess);
        }

        await association.ReleaseAsync(Cancellation);
    }

    private static Task<ConfigurationChangeResult> ForwardToAsync(ReceivingAppliance appliance, ReceivingAppliance archive, int delaySeconds) =>
        appliance.Get<ConfigurationService>().ChangeAsync(
            new ConfigurationChange
            {
                RemoteAEs =
                [
                    new RemoteAEChange
                    {
                        Name = "ARCHIVE",
                        Kind = RemoteAEChangeKind.Create,
                        Properties = new Partial<RemoteAE>()
                            .With(a => a.AETitle, AETitle.Parse("OPTOSADVANCE"))
                            .With(a => a.HostName, "127.0.0.1")
                            .With(a => a.Port, archive.Port)
                            .With(a => a.Services, RemoteServices.Storage)
                            .With(a => a.AutoForward, true)
                            .With(a => a.AutoForwardDelaySeconds, delaySeconds),
                    },
                ],
            },
            "test",
            Cancellation);
}
