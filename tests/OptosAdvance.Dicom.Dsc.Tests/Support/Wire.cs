using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>The contract between DSC and a resource, as strictly as DSC reads it.</summary>
internal static class Wire
{
    private static readonly string[] Levels = ["error", "warn", "info", "debug", "trace"];

    public static IReadOnlyList<JsonNode> Lines(byte[] output)
    {
        if (output.Length == 0)
        {
            return [];
        }

        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output);
        Assert.False(text.StartsWith('\uFEFF'), "A byte order mark comes first.");
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        return [.. text[..^1].Split('\n').Select(line => JsonNode.Parse(line)!)];
    }

    public static IEnumerable<(string Level, string Message)> Traces(string errors) =>
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var trace = JsonSerializer.Deserialize<Dictionary<string, string>>(line)!;
            var (level, message) = Assert.Single(trace);
            Assert.Contains(level, Levels);
            return (level, message);
        }).ToList();
}
