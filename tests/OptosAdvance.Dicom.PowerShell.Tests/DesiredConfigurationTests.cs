using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class DesiredConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gives_the_host_a_document_with_its_parameters_and_takes_it_back()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var path = Path.Combine(_folder.Path, "site.dsc.yaml");
        File.WriteAllText(path, "the document");
        host.Control.ConfigurationStatus = new ConfigurationStatus { State = ConfigurationState.InDesiredState, Problem = "A problem." };

        session.Run($"Set-OptosDesiredConfiguration '{path}' -WhatIf").ThrowIfFailed();
        Assert.Null(host.Control.Desired);
        var set = session.Run($"Set-OptosDesiredConfiguration '{path}' -Parameters @{{ n = 1; list = 'a', 'b'; pw = [System.Net.NetworkCredential]::new('', 'geheim').SecurePassword }} -Mode AutoCorrect -IntervalSeconds 5 -Follow -Notify");

        Assert.Equal("InDesiredState", set.Object.Properties["State"].Value.ToString());
        Assert.Equal(["A problem."], set.Warnings);
        var desired = host.Control.Desired!;
        Assert.Equal((path, "the document", DesiredConfigurationMode.AutoCorrect, 5, true, true), (desired.Source.Path, desired.Source.Text, desired.Mode, desired.IntervalSeconds, desired.Follow, desired.Notify));
        Assert.Equal([new("list", "[\"a\",\"b\"]"), new("n", "1"), new ParameterValue("pw", "\"geheim\"")], desired.Source.Parameters);
        Assert.DoesNotContain("geheim", session.Transcribe("Get-OptosDesiredConfiguration"), StringComparison.Ordinal);

        session.Run("Clear-OptosDesiredConfiguration").ThrowIfFailed();
        Assert.Null(host.Control.Desired);
        Assert.Empty(session.Run("Get-OptosDesiredConfiguration").Objects);
    }

    [Fact]
    public async Task Shows_what_drifted_when_and_what_was_done()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        host.Control.ConfigurationStatus = new ConfigurationStatus
        {
            State = ConfigurationState.Drifted,
            Mode = DesiredConfigurationMode.AuditOnly,
            SourceProblem = "The newest version is broken.",
            Drift = [new DriftRecord { Resource = "LocalAE", Property = "Port", Desired = "104", Actual = "105", ChangedBy = "alice", Action = "Reported" }],
        };

        var shown = session.Transcribe("Get-OptosConfigurationStatus");

        Assert.Contains("LocalAE.Port is 105, not 104; changed by alice (Reported)", shown, StringComparison.Ordinal);
        Assert.Contains("The newest version is broken.", shown, StringComparison.Ordinal);
    }
}
