using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>What an operation gave back.</summary>
internal sealed record DscResult(int ExitCode, byte[] Output, string Errors)
{
    /// <summary>The JSON values of the output, one a line; anything else on it is a failure.</summary>
    public IReadOnlyList<JsonNode> Lines { get; } = Wire.Lines(Output);

    public JsonObject State => (JsonObject)Lines[0];

    /// <summary>Names on the second line.</summary>
    public string[] Different => [.. ((JsonArray)Lines[1]).Select(name => (string)name!)];

    /// <summary>Messages of a level on the error output.</summary>
    public IEnumerable<string> Messages(string level) => Wire.Traces(Errors).Where(trace => trace.Level == level).Select(trace => trace.Message);

    public DscResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}: {Errors}");
        return this;
    }

    /// <summary>Failed with this code, nothing on the output, and an error trace that is returned.</summary>
    public string Failed(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode}: {Errors}");
        Assert.Empty(Output);
        return Assert.Single(Messages("error"));
    }
}
