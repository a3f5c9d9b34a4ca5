using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class ConfigurationFileTests
{
    [Fact]
    public void A_new_appliance_has_the_defaults()
    {
        using var bench = new ConfigurationBench();

        Assert.Equal(new ApplianceConfiguration(), bench.Reload());
    }

    [Fact]
    public async Task The_version_before_is_kept()
    {
        using var bench = new ConfigurationBench();
        foreach (var port in (int[])[11200, 11201])
        {
            await bench.ChangeAsync(new ConfigurationChange { LocalAE = new Partial<LocalAESettings>().With(local => local.Port, port) });
        }

        File.Copy(bench.File.PreviousPath, bench.File.Path, overwrite: true);

        Assert.Equal(11200, bench.Reload().LocalAE.Port);
    }

    [Theory]
    [InlineData("{\n  \"formatVersion\": 1,\n  \"configuration\": {\n    \"localAE\": { \"port\": \"x\" }\n  }\n}", "line 4", "configuration.localAE.port")]
    [InlineData("{\n  \"configuration\": {\n    \"localAE\": { \"prot\": 104 }\n  }\n}", "line 3", "prot")]
    [InlineData("{\n  \"configuration\": {", "line 2", "")]
    [InlineData("{\n  \"configuration\": {\n    \"repository\": {\n      \"lowWatermark\": \"5\"\n} } }", "line 4", "5%")]
    [InlineData("{ \"configuration\": { \"localAE\": null } }", "line 1", "localAE")]
    [InlineData("", "line 1", "")]
    public void A_broken_file_stops_the_start_and_says_where(string content, string line, string what)
    {
        using var bench = new ConfigurationBench();
        File.WriteAllText(bench.File.Path, content);

        var error = Assert.Throws<HostStartException>(bench.Reload);

        Assert.Contains(line, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(bench.File.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(bench.File.Path));
    }

    [Fact]
    public void A_file_with_invalid_values_stops_the_start_with_every_error()
    {
        using var bench = new ConfigurationBench();
        File.WriteAllText(bench.File.Path, """{ "configuration": { "localAE": { "port": 0 }, "patientSearch": { "maximumQueryResults": 0 } } }""");

        var error = Assert.Throws<HostStartException>(bench.Reload);

        Assert.Contains("Port is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaximumQueryResults is 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_clear_is_not_taken()
    {
        using var bench = new ConfigurationBench();
        File.WriteAllText(bench.File.Path, """{ "configuration": { "notification": { "credentialUserName": "u", "credentialPassword": "clear" } } }""");

        var error = Assert.Throws<HostStartException>(bench.Reload);

        Assert.Contains("cannot be decrypted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_beside_an_older_one_is_not_taken_for_a_new_appliance()
    {
        using var bench = new ConfigurationBench();
        foreach (var port in (int[])[11200, 11201])
        {
            await bench.ChangeAsync(new ConfigurationChange { LocalAE = new Partial<LocalAESettings>().With(local => local.Port, port) });
        }

        File.Delete(bench.File.Path);

        Assert.Contains(bench.File.PreviousPath, Assert.Throws<HostStartException>(bench.Reload).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_file_and_the_keys()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Access rules are inherited from the data directory.");
            return;
        }

        using var bench = new ConfigurationBench();
        await bench.ChangeAsync(new ConfigurationChange
        {
            LocalAE = new Partial<LocalAESettings>().With(local => local.TlsCertificatePassword, Secret.Parse("x")),
        });

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bench.File.Path));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.Combine(bench.Directory.Path, "keys")));
    }
}
