using System.Diagnostics;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.DesiredState;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class DesiredStateApplierTests(ITestOutputHelper output)
{
    private static readonly ControlError Taken = new() { Id = ErrorIds.EndpointUnavailable, Message = "The port is taken." };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Set converges in one run, the second run changes nothing, and what is not given never changes.</summary>
    [Fact]
    public async Task Any_document_is_reached_in_one_run_and_changes_nothing_else() =>
        await Gen.Select(RandomAppliances.Configuration, RandomAppliances.Configuration, Gen.Int).SampleAsync(
            async (actual, wanted, seed) =>
            {
                using var bench = new ConfigurationBench();
                bench.Settings.Replace(actual);
                var choice = new Random(seed);
                var away = actual.RemoteAEs.Select(remote => remote.Name)
                    .Where(name => choice.Next(4) == 0 && !wanted.RemoteAEs.Any(remote => string.Equals(remote.Name, name, StringComparison.OrdinalIgnoreCase))).ToList();
                var text = RandomAppliances.Document(wanted, away, choice);
                EvaluatedDocument document;
                try
                {
                    document = Evaluate(bench, text);
                }
                catch (DocumentException e)
                {
                    // Half of one configuration and half of another may not go together; then nothing is changed, which is right too.
                    Assert.DoesNotContain("no property", e.Message, StringComparison.Ordinal);
                    return;
                }

                var applier = Applier(bench);
                var before = bench.Settings.Current;
                var plan = applier.Test(document.Resources);
                var first = await applier.ApplyAsync(document.Resources, "alice", "test", Cancellation);
                var after = bench.Settings.Current;

                Assert.True(first.InDesiredState);
                Assert.Equal(plan.Differences, first.Differences);
                Assert.True(applier.Test(document.Resources).InDesiredState, text);

                // What changed is what the plan said, and nothing else.
                var changed = SettingsComparer.Compare(before, after).Select(change => (Key(change.Target), change.Property)).ToHashSet();
                var created = plan.Differences.Where(difference => difference.Property == "_exist").Select(difference => Key(difference.Resource)).ToHashSet();
                var planned = plan.Differences.Select(difference => (Key(difference.Resource), difference.Property)).ToHashSet();
                Assert.All(changed, change => Assert.True(created.Contains(change.Item1) || planned.Contains(change), $"{change}\n{text}"));

                var facts = bench.Facts.Rows.Count;
                var second = await applier.ApplyAsync(document.Resources, "alice", "test", Cancellation);
                Assert.True(second.InDesiredState);
                Assert.Empty(second.Differences);
                Assert.Equal(after, bench.Settings.Current);
                Assert.Equal(facts, bench.Facts.Rows.Count);
            },
            iter: 300);

    [Fact]
    public async Task An_exported_configuration_imports_to_no_change() => await RandomAppliances.Configuration.SampleAsync(
        configuration =>
        {
            using var bench = new ConfigurationBench();
            bench.Settings.Replace(configuration);
            var hidden = configuration.HideSecrets();
            ParameterValue[] parameters = configuration.LocalAE.TlsCertificatePassword is { } password ? [new("localAETlsCertificatePassword", $"\"{password.Reveal()}\"")] : [];
            foreach (var text in (string[])[ConfigurationExport.ToYaml(hidden), ConfigurationExport.ToJson(hidden)])
            {
                var document = ConfigurationDocument.Evaluate(new DocumentSource { Text = text, Parameters = parameters }, new EvaluationInputs { Actual = bench.Settings.Current });
                Assert.True(Applier(bench).Test(document.Resources).InDesiredState, text);
                var elsewhere = DesiredStatePlan.Merge(document.Resources).ApplyTo(new ApplianceConfiguration());
                Assert.Empty(SettingsComparer.Compare(configuration, elsewhere));
            }

            return Task.CompletedTask;
        },
        iter: 300);

    [Fact]
    public async Task A_failure_in_the_middle_says_what_was_applied_and_the_next_run_goes_on()
    {
        using var bench = new ConfigurationBench();
        bench.First.Refuse = after => after.LocalAE.Port == 4242 ? Taken : null;
        const string body = """
            resources:
            - name: search
              type: OptosAdvance.Dicom/PatientSearch
              properties: { maximumQueryResults: 7 }
            - name: local
              type: OptosAdvance.Dicom/LocalAE
              properties: { port: 4242 }
            - name: streaming
              type: OptosAdvance.Dicom/Streaming
              dependsOn: ["[resourceId('OptosAdvance.Dicom/LocalAE', 'local')]"]
              properties: { port: 4243 }
            - name: pacs
              type: OptosAdvance.Dicom/RemoteAE
              properties: { name: PACS, aeTitle: PACS }
            """;
        var resources = Evaluate(bench, Yaml(body)).Resources;
        var applier = Applier(bench);

        var first = await applier.ApplyAsync(resources, "alice", "test", Cancellation);

        Assert.False(first.InDesiredState);
        Assert.Equal(
            [ResourceOutcome.Applied, ResourceOutcome.Failed, ResourceOutcome.Skipped, ResourceOutcome.Applied],
            first.Resources.Select(state => state.Outcome));
        Assert.Equal("The port is taken.", first.Resources[1].Error);
        Assert.Equal((7, 11112, 11113, 1), Facts(bench.Settings.Current));
        Assert.Equal(bench.Settings.Current, bench.Reload());

        bench.First.Refuse = null;
        var second = await applier.ApplyAsync(resources, "alice", "test", Cancellation);

        Assert.True(second.InDesiredState);
        Assert.Equal(
            [ResourceOutcome.InDesiredState, ResourceOutcome.Applied, ResourceOutcome.Applied, ResourceOutcome.InDesiredState],
            second.Resources.Select(state => state.Outcome));
        Assert.Equal((7, 4242, 4243, 1), Facts(bench.Settings.Current));

        static (int, int, int, int) Facts(ApplianceConfiguration configuration) =>
            (configuration.PatientSearch.MaximumQueryResults, configuration.LocalAE.Port, configuration.Streaming.Port, configuration.RemoteAEs.Count);
    }

    [Fact]
    public async Task What_can_be_applied_together_is_one_transaction()
    {
        using var bench = new ConfigurationBench();
        var resources = Evaluate(bench, Yaml("""
            resources:
            - { name: a, type: OptosAdvance.Dicom/LocalAE, properties: { port: 11113 } }
            - { name: b, type: OptosAdvance.Dicom/Streaming, properties: { port: 11112 } }
            """)).Resources;

        var result = await Applier(bench).ApplyAsync(resources, "alice", "test", Cancellation);

        Assert.True(result.InDesiredState);
        Assert.Equal(1, bench.Settings.Current.Revision);
        Assert.Contains("LocalAE.Port", Assert.Single(bench.Facts.Rows).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_changed_when_an_assertion_does_not_hold()
    {
        using var bench = new ConfigurationBench();
        var resources = Evaluate(bench, Yaml("""
            resources:
            - name: before
              type: Microsoft.DSC/Assertion
              properties:
                resources:
                - { name: right, type: OptosAdvance.Dicom/Host, properties: { running: true, installed: true } }
                - { name: wrong, type: OptosAdvance.Dicom/LocalAE, properties: { port: 1 } }
            - { name: search, type: OptosAdvance.Dicom/PatientSearch, properties: { maximumQueryResults: 7 } }
            """)).Resources;

        var result = await Applier(bench).ApplyAsync(resources, "alice", "test", Cancellation);

        Assert.Equal([ResourceOutcome.InDesiredState, ResourceOutcome.Failed, ResourceOutcome.Skipped], result.Resources.Select(state => state.Outcome));
        Assert.Equal(new ApplianceConfiguration(), bench.Settings.Current);
    }

    [Fact]
    public void Secrets_are_compared_and_not_shown()
    {
        using var bench = new ConfigurationBench();
        bench.Settings.Replace(new ApplianceConfiguration { Notification = new NotificationSettings { CredentialUserName = "optos", CredentialPassword = Secret.Parse("swordfish") } });
        EvaluatedDocument Document(string password) => Evaluate(bench, Yaml($$"""
            resources:
            - { name: mail, type: OptosAdvance.Dicom/Notification, properties: { credentialPassword: {{password}} } }
            """));

        Assert.True(Applier(bench).Test(Document("swordfish").Resources).InDesiredState);
        var difference = Assert.Single(Applier(bench).Test(Document("herring").Resources).Differences);
        Assert.Equal(new ConfigurationDifference("Notification", "CredentialPassword", Secret.Mask, Secret.Mask, null, 3), difference);
    }

    [Fact]
    public void A_hundred_remote_AEs_and_every_section_are_tested_in_well_under_half_a_second()
    {
        using var bench = new ConfigurationBench();
        bench.Settings.Replace(new ApplianceConfiguration
        {
            RemoteAEs = Enumerable.Range(0, 100).Select(i => new RemoteAE { Name = $"Camera {i:000}", AETitle = AETitle.Parse($"CAM{i}"), HostName = $"10.0.0.{i}", Port = 104, Services = RemoteServices.Storage }).ToEquatableList(),
        });
        var text = ConfigurationExport.ToYaml(bench.Settings.Current);
        var times = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            var watch = Stopwatch.StartNew();
            Assert.True(Applier(bench).Test(Evaluate(bench, text).Resources).InDesiredState);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        output.WriteLine($"{bench.Settings.Current.RemoteAEs.Count + 5} resources, {text.Length} characters: {string.Join(", ", times.Select(time => $"{time:0} ms"))}");

        // The machine may be busy with a hundred other things; the best of ten is not.
        Assert.InRange(times.Min(), 0, 500);
    }

    private static DesiredStateApplier Applier(ConfigurationBench bench) =>
        new(bench.Settings, bench.Service, bench.Directory, NullLogger<DesiredStateApplier>.Instance);

    private static EvaluatedDocument Evaluate(ConfigurationBench bench, string text) =>
        ConfigurationDocument.Evaluate(new DocumentSource { Text = text }, new EvaluationInputs { Actual = bench.Settings.Current });

    private static string Yaml(string body) => $"$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json\n{body}";

    private static string Key(string target) => target.ToUpperInvariant();
}
