namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>The host as a resource, and what the others say while it is stopped.</summary>
public sealed class HostResourceTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly DscProgram _dsc;

    public HostResourceTests() => _dsc = new DscProgram(_data.Path);

    public static TheoryData<string> OfTheConfiguration => new(ResourceTypes.All.Select(type => type.ShortName).Where(name => name != "Host"));

    [Theory]
    [MemberData(nameof(OfTheConfiguration))]
    public void While_the_host_is_stopped_the_exit_code_and_the_message_say_so(string resource)
    {
        const string Input = """{"name":"x"}""";
        var input = resource == "RemoteAE" ? Input : "{}";
        string[] messages =
        [
            _dsc.Get(resource, input).Failed(3), _dsc.Test(resource, input).Failed(3), _dsc.Set(resource, input).Failed(3), _dsc.Set(resource, input, whatIf: true).Failed(3), _dsc.Export(resource).Failed(3),
        ];
        Assert.All(messages, message => Assert.Contains("Start-OptosDicomHost", message, StringComparison.Ordinal));
        Assert.Contains("Start-OptosDicomHost", (string?)Manifest.Resource(resource)["exitCodes"]!["3"], StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_and_stops_the_host_in_the_background_where_nothing_manages_services()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Directory.Exists("/run/systemd/system"), "Services are managed here.");
        var schema = PublishedSchema.From(Manifest.Resource("Host")["schema"]!["embedded"]!);
        const string Running = """{"running":true}""";
        var stopped = _dsc.Get("Host").Succeeded().State;
        schema.AssertValid(stopped);
        Assert.False((bool)stopped["running"]!);
        Assert.Equal(_data.Path, (string?)stopped["dataDirectory"]);
        Assert.Equal("None", (string?)stopped["serviceManager"]);
        Assert.Equal(["running"], _dsc.Test("Host", Running).Succeeded().Different);

        var predicted = _dsc.Set("Host", Running, whatIf: true).Succeeded().State;
        Assert.Equal("Host.Running: False → True", (string?)Assert.Single(predicted["_metadata"]!["whatIf"]!.AsArray()));
        Assert.False((bool)_dsc.Get("Host").Succeeded().State["running"]!);
        _dsc.Level = "debug";
        Assert.Empty(_dsc.Set("Host", """{"running":false}""").Succeeded().Messages("debug"));

        try
        {
            var set = _dsc.Set("Host", Running).Succeeded().State;
            schema.AssertValid(set);
            Assert.True((bool)set["running"]!);
            Assert.Empty(_dsc.Set("Host", Running).Succeeded().Messages("debug"));
            var tested = _dsc.Test("Host", $$"""{"running":true,"installed":false,"dataDirectory":"{{_data.Path}}/"}""").Succeeded();
            Assert.True((bool)tested.State["_inDesiredState"]!, tested.Lines[1].ToJsonString());
            var exported = Assert.Single(_dsc.Export("Host").Succeeded().Lines);
            schema.AssertValid(exported);
            Assert.Equal("Host", (string?)exported["_name"]);
            _dsc.Get("PatientSearch").Succeeded();
        }
        finally
        {
            Assert.False((bool)_dsc.Set("Host", """{"running":false}""").Succeeded().State["running"]!);
        }

        _dsc.Get("PatientSearch").Failed(3);
    }

    [Fact]
    public void Says_that_nothing_manages_services()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Directory.Exists("/run/systemd/system"), "Services are managed here.");
        Assert.Contains("systemd", _dsc.Set("Host", """{"installed":true}""").Failed(6), StringComparison.Ordinal);
        Assert.Equal(["installed"], _dsc.Test("Host", """{"installed":true}""").Succeeded().Different);
    }

    [Fact]
    public void A_host_that_does_not_start_is_told_in_its_own_words()
    {
        var file = Path.Combine(_data.Path, "file");
        File.WriteAllText(file, "A file where a folder should be.");
        Assert.Contains(file, _dsc.Set("Host", $$"""{"running":true,"dataDirectory":"{{file.Replace("\\", "\\\\", StringComparison.Ordinal)}}"}""").Failed(6), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fetch", "LocalAE")]
    [InlineData("get", "Coffee")]
    [InlineData("get")]
    [InlineData("get", "LocalAE", "--what-if")]
    [InlineData("delete", "LocalAE")]
    public void A_command_line_that_means_nothing_is_refused(params string[] arguments) => _dsc.Run("{}", arguments).Failed(1);

    [Theory]
    [InlineData("--help", "OPERATION")]
    [InlineData("--version", ".")]
    public void Tells_how_it_is_used(string option, string word)
    {
        var start = new System.Diagnostics.ProcessStartInfo(Places.Program, [option]) { RedirectStandardOutput = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        Assert.Contains(word, process.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    public void Dispose() => _data.Dispose();
}
