using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class ConfigurationServiceTests
{
    private static readonly ConfigurationChange PortChange = new()
    {
        LocalAE = new Partial<LocalAESettings>().With(local => local.Port, 11200),
        Origin = "Set-OptosLocalAE",
    };

    [Fact]
    public async Task A_change_is_prepared_by_everybody_then_stored_then_committed()
    {
        using var bench = new ConfigurationBench();

        var result = await bench.ChangeAsync(PortChange);

        Assert.Equal(["first: prepare 0->1", "second: prepare 0->1", "first: commit", "second: commit", "second: dispose", "first: dispose"], bench.Calls);
        Assert.Equal(11200, bench.Settings.Current.LocalAE.Port);
        Assert.Equal(bench.Settings.Current, bench.Reload());
        Assert.Equal([new PropertyChange("LocalAE", "Port", "11112", "11200")], result.Changes);
        Assert.Equal(1, result.Configuration.Revision);
    }

    [Fact]
    public async Task A_change_that_one_cannot_prepare_leaves_everything_as_it_was()
    {
        using var bench = new ConfigurationBench();
        var taken = new ControlError { Id = ErrorIds.EndpointUnavailable, Message = "Port 11200 is taken." };
        bench.Second.Refuse = _ => taken;

        var error = await Assert.ThrowsAsync<ControlException>(() => bench.ChangeAsync(PortChange));

        Assert.Equal(taken, error.Error);
        Assert.Equal(["first: prepare 0->1", "second: prepare 0->1", "first: dispose"], bench.Calls);
        Assert.Equal(11112, bench.Settings.Current.LocalAE.Port);
        Assert.Equal(new ApplianceConfiguration(), bench.Reload());
        var row = Assert.Single(bench.Facts.Rows);
        Assert.Equal(ActivityOutcome.Failure, row.Outcome);
        Assert.Contains("Port 11200 is taken", row.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_cannot_be_stored_leaves_everything_as_it_was()
    {
        using var bench = new ConfigurationBench();
        Directory.CreateDirectory(bench.File.Path);

        var error = await Assert.ThrowsAsync<ControlException>(() => bench.ChangeAsync(PortChange));

        Assert.Equal(ErrorIds.PathUnavailable, error.Error.Id);
        Assert.Equal(11112, bench.Settings.Current.LocalAE.Port);
        Assert.DoesNotContain("first: commit", bench.Calls);
        Assert.Contains("first: dispose", bench.Calls);
    }

    [Fact]
    public async Task An_invalid_change_is_refused_with_every_error_and_nobody_is_bothered()
    {
        using var bench = new ConfigurationBench();
        var change = new ConfigurationChange
        {
            LocalAE = new Partial<LocalAESettings>().With(local => local.Port, 0),
            Repository = new Partial<RepositorySettings>().With(repository => repository.CriticalWatermark, DiskWatermark.Parse("12%")),
        };

        var error = await Assert.ThrowsAsync<ControlException>(() => bench.ChangeAsync(change));

        Assert.Equal(ErrorIds.InvalidConfiguration, error.Error.Id);
        Assert.Equal(["Port", "CriticalWatermark"], error.Error.Errors.Select(each => each.Property));
        Assert.Empty(bench.Calls);
        Assert.Equal(0, bench.Settings.Current.Revision);
    }

    [Fact]
    public async Task Each_change_is_one_row_with_who_before_and_after()
    {
        using var bench = new ConfigurationBench();

        await bench.ChangeAsync(PortChange);

        var row = Assert.Single(bench.Facts.Rows);
        Assert.Equal(ActivityKind.Configuration, row.Kind);
        Assert.Equal("alice", row.Peer);
        Assert.Equal("LocalAE.Port=11112", row.Before);
        Assert.Equal("LocalAE.Port=11200", row.After);
        Assert.Contains("Set-OptosLocalAE", row.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remote_AE_that_comes_or_goes_is_named()
    {
        using var bench = new ConfigurationBench();
        var properties = new Partial<RemoteAE>().With(remote => remote.AETitle, AETitle.Parse("PACS"));

        await bench.ChangeAsync(new ConfigurationChange { RemoteAEs = [new RemoteAEChange { Name = "PACS1", Properties = properties }] });
        await bench.ChangeAsync(new ConfigurationChange { RemoteAEs = [new RemoteAEChange { Name = "PACS1", Kind = RemoteAEChangeKind.Remove }] });

        Assert.Equal(["Changed: RemoteAE/PACS1 added", "Changed: RemoteAE/PACS1 removed"], bench.Facts.Rows.Select(row => row.Message));
        Assert.Contains("RemoteAE/PACS1.AETitle=PACS", bench.Facts.Rows[0].After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_changes_nothing_by_meaning_does_nothing()
    {
        using var bench = new ConfigurationBench();
        var change = new ConfigurationChange
        {
            Repository = new Partial<RepositorySettings>().With(repository => repository.CriticalWatermark, DiskWatermark.Parse("5.0 %")),
            LocalAE = new Partial<LocalAESettings>().With(local => local.AETitle, AETitle.Parse(" OPTOSADVANCE ")),
        };

        var result = await bench.ChangeAsync(change);

        Assert.Empty(result.Changes);
        Assert.Equal(0, result.Configuration.Revision);
        Assert.Empty(bench.Calls);
        Assert.Empty(bench.Facts.Rows);
        Assert.False(File.Exists(bench.File.Path));
    }

    [Fact]
    public async Task Only_validating_reports_the_changes_and_makes_none()
    {
        using var bench = new ConfigurationBench();

        var result = await bench.ChangeAsync(PortChange with { ValidateOnly = true });

        Assert.Equal("Port", Assert.Single(result.Changes).Property);
        Assert.Equal(11200, result.Configuration.LocalAE.Port);
        Assert.Equal(11112, bench.Settings.Current.LocalAE.Port);
        Assert.Empty(bench.Calls);
        Assert.Empty(bench.Facts.Rows);
    }

    [Fact]
    public async Task Concurrent_changes_are_applied_one_after_the_other()
    {
        using var bench = new ConfigurationBench();

        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() => bench.ChangeAsync(new ConfigurationChange
        {
            RemoteAEs = [new RemoteAEChange { Name = $"PACS{i}", Kind = RemoteAEChangeKind.Create, Properties = new Partial<RemoteAE>().With(remote => remote.AETitle, AETitle.Parse($"PACS{i}")) }],
        }))));

        Assert.Equal(20, bench.Settings.Current.RemoteAEs.Count);
        Assert.Equal(20, bench.Settings.Current.Revision);
        Assert.Equal(bench.Settings.Current, bench.Reload());
        for (var i = 0; i < bench.Calls.Count; i += 6)
        {
            Assert.StartsWith("first: prepare", bench.Calls[i], StringComparison.Ordinal);
            Assert.Equal("first: dispose", bench.Calls[i + 5]);
        }
    }

    [Fact]
    public async Task Secrets_are_nowhere_in_clear()
    {
        using var bench = new ConfigurationBench();
        const string password = "s3cret-Pa55";
        var change = new ConfigurationChange
        {
            Notification = new Partial<NotificationSettings>()
                .With(mail => mail.CredentialUserName, "optos")
                .With(mail => mail.CredentialPassword, Secret.Parse(password)),
        };

        var result = await bench.ChangeAsync(change);
        await bench.ChangeAsync(PortChange);

        Assert.Equal(password, bench.Settings.Current.Notification.CredentialPassword!.Reveal());
        Assert.Equal(password, bench.Reload().Notification.CredentialPassword!.Reveal());
        Assert.True(result.Configuration.Notification.CredentialPassword!.IsHidden);
        Assert.Equal(Secret.Mask, result.Changes.Single(each => each.Property == "CredentialPassword").After);
        Assert.DoesNotContain(password, bench.Settings.Current.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(password, string.Join('\n', bench.Facts.Rows), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(bench.Directory.Path, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(password, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Giving_back_a_hidden_secret_keeps_it()
    {
        using var bench = new ConfigurationBench();
        var mail = new Partial<NotificationSettings>().With(each => each.CredentialUserName, "optos");
        await bench.ChangeAsync(new ConfigurationChange { Notification = mail.With(each => each.CredentialPassword, Secret.Parse("one")) });

        var result = await bench.ChangeAsync(new ConfigurationChange { Notification = mail.With(each => each.CredentialPassword, Secret.Hidden) });

        Assert.Empty(result.Changes);
        Assert.Equal("one", bench.Settings.Current.Notification.CredentialPassword!.Reveal());
    }
}
