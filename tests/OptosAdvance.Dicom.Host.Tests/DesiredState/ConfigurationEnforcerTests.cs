using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class ConfigurationEnforcerTests
{
    private const string Port4242 = """
        resources:
        - name: local
          type: OptosAdvance.Dicom/LocalAE
          properties: { port: 4242 }
        """;

    [Fact]
    public async Task AutoCorrect_applies_the_document_and_puts_back_what_somebody_changes()
    {
        using var bench = new EnforcerBench();

        var status = await bench.SetAsync(Port4242, DesiredConfigurationMode.AutoCorrect);
        Assert.Equal((ConfigurationState.InDesiredState, 4242), (status.State, bench.Settings.Current.LocalAE.Port));
        Assert.Empty(status.History);

        var result = await bench.ChangePortAsync(4243);
        Assert.Equal("The desired configuration wants LocalAE.Port to be 4242: it will be put back.", result.Warnings.First(warning => warning.Contains("desired", StringComparison.Ordinal)));
        await bench.UntilAsync(() => bench.Enforcer.Status.History.Count == 1, moveClock: false);

        Assert.Equal(4242, bench.Settings.Current.LocalAE.Port);
        Assert.Equal(
            ["Desired configuration set: a document, AutoCorrect, every 5 s", "Drift: LocalAE.Port is 4243, not 4242; changed by alice", "Put back: LocalAE.Port from 4243 to 4242; changed by alice"],
            bench.Drift);
        var row = bench.Facts.Rows.Single(each => each.Message.StartsWith("Put back", StringComparison.Ordinal));
        Assert.Equal(("4243", "4242", "alice"), (row.Before, row.After, row.Peer));
        var drift = Assert.Single(bench.Enforcer.Status.History);
        Assert.Equal(("LocalAE", "Port", "4242", "4243", "alice", "Corrected"), (drift.Resource, drift.Property, drift.Desired, drift.Actual, drift.ChangedBy, drift.Action));
        Assert.Equal(ConfigurationState.InDesiredState, bench.Enforcer.Status.State);
    }

    [Fact]
    public async Task AuditOnly_reports_drift_and_leaves_it_and_tells_when_it_is_over()
    {
        using var bench = new EnforcerBench();
        await bench.ChangePortAsync(4242);
        await bench.SetAsync(Port4242, DesiredConfigurationMode.AuditOnly);

        var result = await bench.ChangePortAsync(4243);
        Assert.Contains(result.Warnings, warning => warning.EndsWith("it will be reported as drift.", StringComparison.Ordinal));
        await bench.UntilAsync(() => bench.Enforcer.Status.State == ConfigurationState.Drifted);
        var checks = bench.Enforcer.Status.LastCheck;
        await bench.UntilAsync(() => bench.Enforcer.Status.LastCheck > checks);

        Assert.Equal(4243, bench.Settings.Current.LocalAE.Port);
        Assert.Equal(("Port", "4243", "alice", "Reported"), bench.Enforcer.Status.Drift.Select(each => (each.Property, each.Actual, each.ChangedBy, each.Action)).Single());
        Assert.Single(bench.Drift, message => message.StartsWith("Drift:", StringComparison.Ordinal));

        await bench.ChangePortAsync(4242, "bob");
        await bench.UntilAsync(() => bench.Enforcer.Status.State == ConfigurationState.InDesiredState);
        Assert.Equal("Drift is over: LocalAE.Port is 4242 again", bench.Drift[^1]);
        Assert.Equal("Gone", Assert.Single(bench.Enforcer.Status.History).Action);
    }

    [Fact]
    public async Task Two_tools_that_correct_a_setting_against_each_other_are_slowed_down()
    {
        using var bench = new EnforcerBench();
        await bench.SetAsync(Port4242, DesiredConfigurationMode.AutoCorrect, notify: true);
        for (var time = 0; time < CorrectionPace.Most; time++)
        {
            await bench.ChangePortAsync(4243, "cron");
            await bench.UntilAsync(() => bench.Settings.Current.LocalAE.Port == 4242 && bench.Enforcer.Status.History.Count > time, moveClock: false);
        }

        // Now it stays as the other one wants it for a minute, and says so.
        var warned = Assert.Single(bench.Facts.Rows, row => row.Message.Contains("again and again", StringComparison.Ordinal));
        Assert.Equal((ActivityOutcome.Warning, "cron"), (warned.Outcome, warned.Peer));
        Assert.Single(bench.Mails, mail => mail.Subject.Contains("quarrel", StringComparison.Ordinal));
        var since = bench.Time.GetUtcNow();
        await bench.ChangePortAsync(4243, "cron");
        await bench.UntilAsync(() => bench.Enforcer.Status.Problem?.Contains("LocalAE.Port is changed again and again, by cron", StringComparison.Ordinal) == true);
        Assert.Equal(ConfigurationState.Drifted, bench.Enforcer.Status.State);
        Assert.StartsWith("Held back until", Assert.Single(bench.Enforcer.Status.Drift).Action, StringComparison.Ordinal);
        await bench.UntilAsync(() => bench.Settings.Current.LocalAE.Port == 4242);
        Assert.InRange(bench.Time.GetUtcNow() - since, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(90));

        // And for two after the next time; one row and one mail are enough.
        since = bench.Time.GetUtcNow();
        await bench.ChangePortAsync(4243, "cron");
        await bench.UntilAsync(() => bench.Settings.Current.LocalAE.Port == 4242);
        Assert.InRange(bench.Time.GetUtcNow() - since, TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(170));
        Assert.Single(bench.Facts.Rows, row => row.Message.Contains("again and again", StringComparison.Ordinal));
        Assert.Single(bench.Mails, mail => mail.Subject.Contains("quarrel", StringComparison.Ordinal));

        // The document given anew begins anew.
        await bench.SetAsync(Port4242, DesiredConfigurationMode.AutoCorrect);
        await bench.ChangePortAsync(4243, "alice");
        await bench.UntilAsync(() => bench.Settings.Current.LocalAE.Port == 4242, moveClock: false);
        Assert.Null(bench.Enforcer.Status.Problem);
    }

    [Fact]
    public async Task It_is_held_after_a_restart_too()
    {
        using var bench = new EnforcerBench();
        await bench.SetAsync(Port4242, DesiredConfigurationMode.AutoCorrect);
        bench.Stop();
        await bench.ChangePortAsync(4243);

        bench.Start();
        await bench.UntilAsync(() => bench.Enforcer.Status.State == ConfigurationState.InDesiredState);

        Assert.Equal(4242, bench.Settings.Current.LocalAE.Port);
        Assert.Equal("admin", bench.Enforcer.Held!.SetBy);
    }

    [Fact]
    public async Task What_is_kept_is_encrypted_and_the_values_of_parameters_are_not_given_out()
    {
        using var bench = new EnforcerBench();
        var source = new DocumentSource
        {
            Text = EnforcerBench.Document("""
                parameters: { password: { type: secureString } }
                resources:
                - name: mail
                  type: OptosAdvance.Dicom/Notification
                  properties: { credentialUserName: optos, credentialPassword: "[parameters('password')]" }
                """),
            Parameters = [new ParameterValue("password", "\"swordfish\"")],
        };
        await bench.Enforcer.SetAsync(new DesiredConfiguration { Source = source, Mode = DesiredConfigurationMode.AutoCorrect }, "admin", TestContext.Current.CancellationToken);

        Assert.Equal("swordfish", bench.Settings.Current.Notification.CredentialPassword!.Reveal());
        Assert.All(Directory.GetFiles(bench.Folder), file => Assert.DoesNotContain("swordfish", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(bench.Facts.Rows, row => Assert.DoesNotContain("swordfish", row.ToString(), StringComparison.Ordinal));
        Assert.Equal(new ParameterValue("password", "null"), Assert.Single(bench.Enforcer.Held!.Source.Parameters));
    }

    [Fact]
    public async Task A_document_that_is_wrong_is_refused_and_what_was_held_still_is()
    {
        using var bench = new EnforcerBench();
        await bench.SetAsync(Port4242, DesiredConfigurationMode.AutoCorrect);

        var e = await Assert.ThrowsAsync<ControlException>(() => bench.SetAsync(Port4242.Replace("port", "prot", StringComparison.Ordinal), DesiredConfigurationMode.AutoCorrect));

        Assert.Equal(ErrorIds.InvalidDocument, e.Error.Id);
        Assert.Contains("(5,17): OptosAdvance.Dicom/LocalAE has no property 'prot'", e.Message, StringComparison.Ordinal);
        await bench.ChangePortAsync(4243);
        await bench.UntilAsync(() => bench.Settings.Current.LocalAE.Port == 4242);
    }

    [Fact]
    public async Task A_correction_that_fails_is_told_once_tried_ever_less_often_and_made_when_it_can_be()
    {
        using var bench = new EnforcerBench();
        await bench.SetAsync(Port4242, DesiredConfigurationMode.AutoCorrect);
        bench.Participant.Refuse = after => after.LocalAE.Port == 4242 ? new ControlError { Id = ErrorIds.EndpointUnavailable, Message = "Port 4242 is taken." } : null;

        await bench.ChangePortAsync(4243);
        await bench.UntilAsync(() => bench.Enforcer.Status.State == ConfigurationState.Failed);
        for (var i = 0; i < 600; i++)
        {
            // Ten minutes of checks every five seconds.
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        var attempts = bench.Facts.Rows.Count(row => row is { Kind: ActivityKind.Configuration, Outcome: ActivityOutcome.Failure });
        Assert.InRange(attempts, 1, 12);
        Assert.Single(bench.Drift, message => message == "LocalAE cannot be corrected: Port 4242 is taken.");
        Assert.Equal("Failed: Port 4242 is taken.", Assert.Single(bench.Enforcer.Status.Drift).Action);

        bench.Participant.Refuse = null;
        await bench.UntilAsync(() => bench.Settings.Current.LocalAE.Port == 4242);
        await bench.UntilAsync(() => bench.Enforcer.Status.State == ConfigurationState.InDesiredState);
    }

    [Fact]
    public async Task Drift_is_mailed_once_an_episode_and_not_more_than_every_ten_minutes()
    {
        using var bench = new EnforcerBench();
        await bench.SetAsync(Port4242, DesiredConfigurationMode.AutoCorrect, notify: true);

        for (var i = 0; i < 3; i++)
        {
            var before = bench.Enforcer.Status.History.Count;
            await bench.ChangePortAsync(4243 + i);
            await bench.UntilAsync(() => bench.Enforcer.Status.History.Count > before, moveClock: false);
        }

        var mail = Assert.Single(bench.Mails);
        Assert.Equal("Drift", mail.Kind);
        Assert.Contains("LocalAE.Port is 4243, not 4242; changed by alice", mail.Body, StringComparison.Ordinal);

        bench.Time.Advance(TimeSpan.FromMinutes(11));
        await bench.ChangePortAsync(4250);
        await bench.UntilAsync(() => bench.Mails.Count == 2, moveClock: false);
    }

    [Fact]
    public async Task A_file_that_is_followed_is_read_again_and_a_broken_version_keeps_the_last_good_one_in_force()
    {
        using var bench = new EnforcerBench();
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "share")).FullName;
        var path = Path.Combine(folder, "site.dsc.yaml");
        File.WriteAllText(path, EnforcerBench.Document("resources:\n- { name: local, type: Microsoft.DSC/Include, properties: { configurationFile: local.yaml } }\n"));
        File.WriteAllText(Path.Combine(folder, "local.yaml"), EnforcerBench.Document(Port4242));

        await bench.SetAsync("", DesiredConfigurationMode.AutoCorrect, follow: true, path: path);
        Assert.Equal(4242, bench.Settings.Current.LocalAE.Port);

        // An included file is looked at when the interval is over.
        File.WriteAllText(Path.Combine(folder, "local.yaml"), EnforcerBench.Document(Port4242.Replace("4242", "4300", StringComparison.Ordinal)));
        await bench.UntilAsync(() => bench.Settings.Current.LocalAE.Port == 4300);

        File.WriteAllText(path, "resources: [");
        await bench.UntilAsync(() => bench.Enforcer.Status.SourceProblem is not null);
        Assert.Contains("the last good one stays in force", bench.Enforcer.Status.SourceProblem, StringComparison.Ordinal);
        Assert.Contains("site.dsc.yaml(", bench.Enforcer.Status.SourceProblem, StringComparison.Ordinal);
        await bench.ChangePortAsync(4301);
        await bench.UntilAsync(() => bench.Settings.Current.LocalAE.Port == 4300);
        File.Delete(path);
        await bench.ChangePortAsync(4301);
        await bench.UntilAsync(() => bench.Settings.Current.LocalAE.Port == 4300);

        File.WriteAllText(path, EnforcerBench.Document(Port4242));
        await bench.UntilAsync(() => bench.Settings.Current.LocalAE.Port == 4242);
        await bench.UntilAsync(() => bench.Enforcer.Status.SourceProblem is null);
    }

    [Fact]
    public async Task Cleared_it_neither_reports_nor_corrects()
    {
        using var bench = new EnforcerBench();
        await bench.SetAsync(Port4242, DesiredConfigurationMode.AutoCorrect);

        Assert.True(await bench.Enforcer.ClearAsync("admin", TestContext.Current.CancellationToken));
        Assert.False(await bench.Enforcer.ClearAsync("admin", TestContext.Current.CancellationToken));
        var result = await bench.ChangePortAsync(4243);

        Assert.DoesNotContain(result.Warnings, warning => warning.Contains("desired", StringComparison.Ordinal));
        Assert.Equal((ConfigurationState.NotManaged, 4243), (bench.Enforcer.Status.State, bench.Settings.Current.LocalAE.Port));
        Assert.Null(bench.Enforcer.Held);
        bench.Start();
        Assert.Null(bench.Enforcer.Held);
    }

    [Fact]
    public async Task A_kept_document_that_cannot_be_read_is_said_and_the_host_starts()
    {
        using var bench = new EnforcerBench();
        await bench.SetAsync(Port4242, DesiredConfigurationMode.AutoCorrect);
        bench.Stop();
        File.WriteAllText(Path.Combine(bench.Folder, "desired-configuration.json"), "{ broken");

        bench.Start();

        Assert.Equal(ConfigurationState.Failed, bench.Enforcer.Status.State);
        Assert.Contains("Give the desired configuration anew.", bench.Enforcer.Status.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_remote_AE_is_one_drift_and_comes_back_as_it_was()
    {
        using var bench = new EnforcerBench();
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(bench.Folder, "secrets")).FullName, "key"), "swordfish\n");
        await bench.SetAsync(
            """
            resources:
            - name: pacs
              type: OptosAdvance.Dicom/RemoteAE
              properties: { name: PACS, aeTitle: PACS, hostName: pacs.example, port: 104, tlsCertificatePassword: "[secret('key')]" }
            """,
            DesiredConfigurationMode.AutoCorrect);
        var before = bench.Settings.Current.RemoteAEs;
        Assert.Equal("swordfish", Assert.Single(before).TlsCertificatePassword!.Reveal());

        await bench.RemoveRemoteAsync("PACS");
        await bench.UntilAsync(() => bench.Enforcer.Status.History.Count == 1, moveClock: false);

        Assert.Equal(before, bench.Settings.Current.RemoteAEs);
        Assert.Equal("Put back: RemoteAE/PACS._exist from false to true; changed by alice", bench.Drift[^1]);
    }
}
