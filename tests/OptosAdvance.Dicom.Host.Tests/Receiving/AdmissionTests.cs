using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class AdmissionTests
{
    [Fact]
    public async Task Answers_an_echo()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        await using var association = await appliance.ConnectAsync();
        Assert.True((await association.CEchoAsync(TestContext.Current.CancellationToken)).Status.IsSuccess);
        await association.ReleaseAsync(TestContext.Current.CancellationToken);
        await ReceivingAppliance.UntilAsync(() => appliance.Activity.Rows.Any(row => row.Kind == ActivityKind.Association));
    }

    [Fact]
    public async Task Refuses_a_wrong_called_title()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        var refused = await Assert.ThrowsAsync<AssociationRejectedException>(() => appliance.ConnectAsync(called: "SOMEBODY"));
        Assert.Equal(AssociationRejection.CalledAETitleNotRecognized, new AssociationRejection(refused.Result, refused.Source, refused.Reason));
    }

    [Fact]
    public async Task Refuses_a_caller_that_is_not_configured_and_lets_it_in_once_it_is()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        await appliance.ChangeLocalAEAsync(change => change.With(local => local.CallerPolicy, CallerPolicy.Known));
        var refused = await Assert.ThrowsAsync<AssociationRejectedException>(() => appliance.ConnectAsync(calling: "NEWCAM"));
        Assert.Equal(AssociationRejection.CallingAETitleNotRecognized, new AssociationRejection(refused.Result, refused.Source, refused.Reason));
        var callers = await appliance.Get<RefusedCallers>().ListAsync(TestContext.Current.CancellationToken);
        var caller = Assert.Single(callers);
        Assert.Equal(("NEWCAM", "127.0.0.1"), (caller.AETitle, caller.HostName));
        Assert.Contains("Ophthalmic Photography 8 Bit Image Storage", caller.Wanted);

        await AddCallerAsync(appliance, "NEWCAM", "10.1.1.1");
        await using var association = await appliance.ConnectAsync(calling: "NEWCAM");
        Assert.True((await association.CEchoAsync(TestContext.Current.CancellationToken)).Status.IsSuccess);
    }

    [Fact]
    public async Task Refuses_a_known_title_from_an_unknown_host_where_the_host_counts()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        await appliance.ChangeLocalAEAsync(change => change.With(local => local.CallerPolicy, CallerPolicy.KnownHost));
        await AddCallerAsync(appliance, "FAR", "10.1.1.1");
        await AddCallerAsync(appliance, "NEAR", "localhost");
        await Assert.ThrowsAsync<AssociationRejectedException>(() => appliance.ConnectAsync(calling: "FAR"));
        await using var association = await appliance.ConnectAsync(calling: "NEAR");
        Assert.True((await association.CEchoAsync(TestContext.Current.CancellationToken)).Status.IsSuccess);
    }

    [Fact]
    public async Task Refuses_one_association_more_than_the_limit_and_takes_it_when_one_has_ended()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        await appliance.ChangeLocalAEAsync(change => change.With(local => local.MaximumInboundAssociations, 2));
        await using var first = await appliance.ConnectAsync();
        await using var second = await appliance.ConnectAsync();
        var refused = await Assert.ThrowsAsync<AssociationRejectedException>(() => appliance.ConnectAsync());
        Assert.Equal(AssociationRejection.LocalLimitExceeded, new AssociationRejection(refused.Result, refused.Source, refused.Reason));
        Assert.Equal(2, appliance.Get<IListeners>().GetStatus()[0].Associations);

        await first.ReleaseAsync(TestContext.Current.CancellationToken);
        await ReceivingAppliance.UntilAsync(() => appliance.Get<InboundAssociations>().Count == 1);
        await using var third = await appliance.ConnectAsync();
        Assert.True((await third.CEchoAsync(TestContext.Current.CancellationToken)).Status.IsSuccess);
    }

    [Fact]
    public async Task A_caller_that_knocks_again_and_again_fills_no_log()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<AssociationRejectedException>(() => appliance.ConnectAsync(called: "SOMEBODY"));
        }

        Assert.Single(appliance.Activity.Rows, row => row.Kind == ActivityKind.Refusal);
        var callers = await appliance.Get<RefusedCallers>().ListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(5, Assert.Single(callers).Count);
    }

    private static Task<ConfigurationChangeResult> AddCallerAsync(ReceivingAppliance appliance, string title, string host) => appliance.Get<ConfigurationService>().ChangeAsync(
        new ConfigurationChange
        {
            RemoteAEs = new[]
            {
                new RemoteAEChange
                {
                    Name = title,
                    Kind = RemoteAEChangeKind.Create,
                    Properties = new Partial<RemoteAE>().With(entry => entry.AETitle, AETitle.Parse(title)).With(entry => entry.HostName, host),
                },
            },
        },
        "test",
        TestContext.Current.CancellationToken);
}
