using System.Diagnostics;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell.Tests;

public sealed class ConfigurationDocumentTests(ITestOutputHelper output) : IDisposable
{
    private const string Site = """
        $schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json
        parameters:
          title: { type: string, defaultValue: CLINIC1 }
          password: { type: secureString }
        resources:
        - name: local
          type: OptosAdvance.Dicom/LocalAE
          properties:
            aeTitle: "[parameters('title')]"
            port: 4242
        - name: mail
          type: OptosAdvance.Dicom/Notification
          properties:
            credentialUserName: optos
            credentialPassword: "[parameters('password')]"
        - name: pacs
          type: OptosAdvance.Dicom/RemoteAE
          properties: { name: PACS1, aeTitle: PACS, hostName: pacs.example, port: 104, services: [Storage] }
        - name: old
          type: OptosAdvance.Dicom/RemoteAE
          properties: { name: OLD, _exist: false }
        """;

    private const string Password = "-Parameters @{ password = [System.Net.NetworkCredential]::new('', 'swordfish').SecurePassword }";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tests_imports_and_tests_again()
    {
        await using var host = new FakeHost();
        host.Control.Configuration = new ApplianceConfiguration { RemoteAEs = [new RemoteAE { Name = "OLD", AETitle = AETitle.Parse("OLD") }] };
        using var session = host.Open();
        var path = Write("site.dsc.yaml", Site);

        var before = session.Run($"Test-OptosConfiguration '{path}' {Password}").Object;
        Assert.False((bool)before.Properties["InDesiredState"].Value);
        var differences = session.Run($"(Test-OptosConfiguration '{path}' {Password}).Differences | ForEach-Object {{ \"$_\" }}").Objects.Select(each => each.ToString()).ToList();
        Assert.Contains("LocalAE.Port is 11112, not 4242 (site.dsc.yaml line 10)", differences);
        Assert.Contains("Notification.CredentialPassword is (none), not *** (site.dsc.yaml line 15)", differences);
        Assert.Contains("RemoteAE/OLD._exist is true, not false (site.dsc.yaml line 21)", differences);

        var result = session.Run($"Import-OptosConfiguration '{path}' {Password}").Object;
        Assert.True((bool)result.Properties["InDesiredState"].Value);
        Assert.Equal("PACS1", Assert.Single(host.Control.Configuration.RemoteAEs).Name);
        Assert.Equal("swordfish", host.Control.Configuration.Notification.CredentialPassword!.Reveal());
        Assert.True((bool)session.Run($"(Test-OptosConfiguration '{path}' {Password}).InDesiredState").Object.BaseObject);
    }

    [Fact]
    public async Task WhatIf_shows_each_property_before_and_after_and_changes_nothing()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var path = Write("site.dsc.yaml", Site);

        var shown = session.Transcribe($"Import-OptosConfiguration '{path}' {Password} -WhatIf");

        Assert.Contains("\"Set AETitle: OPTOSADVANCE -> CLINIC1, Port: 11112 -> 4242\" on target \"LocalAE (site.dsc.yaml line 6)\"", shown, StringComparison.Ordinal);
        Assert.Contains("Create AETitle: (none) -> PACS, HostName: (none) -> pacs.example", shown, StringComparison.Ordinal);
        Assert.Contains("CredentialPassword: (none) -> ***", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", shown, StringComparison.Ordinal);
        Assert.Empty(host.Control.Applied);
    }

    [Fact]
    public async Task Says_everything_that_is_wrong_with_a_document_at_once_even_without_a_host()
    {
        var path = Write("site.dsc.yaml", Site.Replace("port: 4242", "prot: 4242", StringComparison.Ordinal).Replace("OptosAdvance.Dicom/Notification", "OptosAdvance.Dicom/Notifications", StringComparison.Ordinal));
        await using var host = new FakeHost();
        using var session = host.Open();
        foreach (var command in (string[])["Test-OptosConfiguration", "Import-OptosConfiguration", "Compare-OptosConfiguration"])
        {
            var error = session.Run($"{command} '{path}'").Error;
            Assert.StartsWith("OptosInvalidDocument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            var lines = error.ToString().Split('\n').Select(line => line.Trim()).ToList();
            Assert.Equal("The document has 3 errors:", lines[0]);
            Assert.Equal("site.dsc.yaml(4,3): Parameter 'password' has no default value and none is given.", lines[1]);
            Assert.Equal("site.dsc.yaml(10,5): OptosAdvance.Dicom/LocalAE has no property 'prot'; did you mean 'port'.", lines[2]);
            Assert.StartsWith("site.dsc.yaml(12,9): There is no resource type 'OptosAdvance.Dicom/Notifications' here; did you mean", lines[3], StringComparison.Ordinal);
        }

        Assert.Empty(host.Control.Applied);
        Assert.StartsWith("OptosInvalidDocument,", session.Run($"Test-OptosConfiguration '{path}' -DataPath '{_folder.Path}'").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        var right = Write("right.dsc.yaml", Site);
        Assert.StartsWith("OptosHostNotRunning,", session.Run($"Test-OptosConfiguration '{right}' {Password} -DataPath '{_folder.Path}'").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("OptosPathNotFound,", session.Run($"Test-OptosConfiguration '{right}x'").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_fails_is_an_error_that_says_what_was_applied()
    {
        await using var host = new FakeHost();
        host.Control.Refused["LocalAE"] = "The port is taken.";
        using var session = host.Open();
        var path = Write("site.dsc.yaml", Site);

        var result = session.Run($"Import-OptosConfiguration '{path}' {Password}");

        var error = Assert.Single(result.Errors);
        Assert.StartsWith("OptosResourceFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("'local', LocalAE (site.dsc.yaml line 6), was not applied: The port is taken. 2 other resources were applied.", error.ToString(), StringComparison.Ordinal);
        Assert.False((bool)Assert.Single(result.Output).Properties["InDesiredState"].Value);
        Assert.Single(host.Control.Configuration.RemoteAEs);
    }

    [Fact]
    public async Task Parameters_come_from_a_file_and_from_hash_tables()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var path = Write("site.dsc.yaml", Site);
        var parameters = Write("bern.yaml", "parameters:\n  title: BERN\n  password: geheim\n");

        session.Run($"Import-OptosConfiguration '{path}' -ParametersPath '{parameters}'").ThrowIfFailed();
        Assert.Equal("BERN", host.Control.Configuration.LocalAE.AETitle.Value);
        session.Run($"Import-OptosConfiguration '{path}' -ParametersPath '{parameters}' -Parameters @{{ title = 'BASEL' }}").ThrowIfFailed();
        Assert.Equal("BASEL", host.Control.Configuration.LocalAE.AETitle.Value);
        Assert.Equal("geheim", host.Control.Configuration.Notification.CredentialPassword!.Reveal());
    }

    [Fact]
    public async Task What_is_exported_imports_to_no_change()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        session.Run($"Import-OptosConfiguration '{Write("site.dsc.yaml", Site)}' {Password}").ThrowIfFailed();
        var before = host.Control.Configuration;
        foreach (var name in (string[])["out.dsc.yaml", "out.dsc.json"])
        {
            var path = Path.Combine(_folder.Path, name);
            session.Run($"Export-OptosConfiguration '{path}'").ThrowIfFailed();
            Assert.DoesNotContain("swordfish", File.ReadAllText(path), StringComparison.Ordinal);
            Assert.Equal(name.EndsWith("json", StringComparison.Ordinal) ? "{" : "$", File.ReadAllText(path)[..1]);
            var parameters = Password.Replace("password =", "notificationCredentialPassword =", StringComparison.Ordinal);
            Assert.True((bool)session.Run($"(Import-OptosConfiguration '{path}' {parameters}).InDesiredState").Object.BaseObject);
            Assert.Empty(SettingsComparer.Compare(before, host.Control.Configuration));
            Assert.StartsWith("OptosAlreadyExists,", session.Run($"Export-OptosConfiguration '{path}'").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
            session.Run($"Export-OptosConfiguration '{path}' -Force").ThrowIfFailed();
        }

        Assert.StartsWith("$schema:", session.Run("Export-OptosConfiguration").Object.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compares_with_the_appliance_and_with_another_document()
    {
        await using var host = new FakeHost();
        host.Control.Configuration = new ApplianceConfiguration { RemoteAEs = [new RemoteAE { Name = "EXTRA", AETitle = AETitle.Parse("EXTRA") }] };
        using var session = host.Open();
        var path = Write("site.dsc.yaml", Site);
        var other = Write("other.dsc.yaml", Site.Replace("port: 4242", "port: 4243", StringComparison.Ordinal).Replace("name: OLD", "name: OLDER", StringComparison.Ordinal));

        var rows = session.Run($"Compare-OptosConfiguration '{path}' {Password} | ForEach-Object {{ \"$($_.Resource).$($_.Property)\" }}").Objects.Select(each => each.ToString()).ToList();
        Assert.Contains("LocalAE.Port", rows);
        Assert.Contains("RemoteAE/PACS1._exist", rows);
        Assert.Equal("RemoteAE/EXTRA._exist", rows[^1]);

        var between = session.Run($"Compare-OptosConfiguration '{path}' '{other}' {Password} | ForEach-Object {{ \"$_\" }}").Objects.Select(each => each.ToString());
        Assert.Equal(
            ["LocalAE.Port is 4243, not 4242 (site.dsc.yaml line 10)", "RemoteAE/OLD._exist is (none), not false (site.dsc.yaml line 21)", "RemoteAE/OLDER._exist is false, not (none) (other.dsc.yaml line 21)"],
            between);
    }

    [Fact]
    public async Task A_secret_of_a_document_comes_from_GetSecret()
    {
        await using var host = new FakeHost();
        using var session = host.Open();
        var path = Write("site.dsc.yaml", Site.Replace("\"[parameters('password')]\"", "\"[secret('mail')]\"", StringComparison.Ordinal).Replace("  password: { type: secureString }\n", "", StringComparison.Ordinal));

        Assert.Contains("finds no secret 'mail'; secrets come from Get-Secret", session.Run($"Import-OptosConfiguration '{path}'").Error.ToString(), StringComparison.Ordinal);
        session.Run("function global:Get-Secret { param($Name, $Vault) [System.Net.NetworkCredential]::new('', \"$Name!\").SecurePassword }").ThrowIfFailed();
        session.Run($"Import-OptosConfiguration '{path}'").ThrowIfFailed();
        Assert.Equal("mail!", host.Control.Configuration.Notification.CredentialPassword!.Reveal());
    }

    [Fact]
    public async Task Shows_what_differs_as_a_table_for_people()
    {
        await using var host = new FakeHost();
        using var session = host.Open();

        var shown = session.Transcribe($"Test-OptosConfiguration '{Write("site.dsc.yaml", Site)}' {Password}");

        Assert.Contains("InDesiredState : False", shown, StringComparison.Ordinal);
        Assert.Contains("LocalAE.Port is 11112, not 4242 (site.dsc.yaml line 10)", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_with_a_hundred_remote_AEs_is_tested_in_less_than_a_second()
    {
        await using var host = new FakeHost();
        host.Control.Configuration = new ApplianceConfiguration
        {
            RemoteAEs = Enumerable.Range(0, 100).Select(i => new RemoteAE { Name = $"Camera {i:000}", AETitle = AETitle.Parse($"CAM{i}"), HostName = $"10.0.0.{i}", Port = 104, Services = RemoteServices.Storage }).ToEquatableList(),
        };
        using var session = host.Open();
        var path = Path.Combine(_folder.Path, "fleet.dsc.yaml");
        session.Run($"Export-OptosConfiguration '{path}'").ThrowIfFailed();
        var times = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            var watch = Stopwatch.StartNew();
            Assert.True((bool)session.Run($"(Test-OptosConfiguration '{path}').InDesiredState").Object.BaseObject);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        output.WriteLine(string.Join(", ", times.Select(time => $"{time:0} ms")));
        Assert.InRange(times.Min(), 0, 1000);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
