using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>A JSON schema: one that DSC publishes, or one of ours.</summary>
internal sealed class PublishedSchema
{
    private readonly JsonSchema _schema;

    private PublishedSchema(JsonSchema schema) => _schema = schema;

    /// <summary>A published schema of DSC; the test is skipped where they are not beside the project.</summary>
    public static PublishedSchema Of(string file)
    {
        var path = Path.Combine(Places.PublishedSchemas, file);
        Assert.SkipUnless(File.Exists(path), $"The published schemas of DSC v3 are not in '{Places.PublishedSchemas}'.");
        return Parse(File.ReadAllText(path));
    }

    public static PublishedSchema From(JsonNode schema) => Parse(schema.ToJsonString());

    // Every file carries those that it refers to, some of them the same: each gets a registry of its own.
    private static PublishedSchema Parse(string text) => new(JsonSchema.FromText(text, new BuildOptions { SchemaRegistry = new SchemaRegistry() }));

    /// <summary>What the schema has to say against a value; nothing when it is valid.</summary>
    public IReadOnlyList<string> Errors(JsonNode? value)
    {
        var result = _schema.Evaluate(JsonSerializer.SerializeToElement(value), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? []
            : [.. (result.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))];
    }

    public void AssertValid(JsonNode? value)
    {
        var result = _schema.Evaluate(JsonSerializer.SerializeToElement(value), new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, $"{value?.ToJsonString()}{Environment.NewLine}{string.Join(Environment.NewLine, Errors(value))}");
    }

    public bool IsValid(JsonNode? value) => _schema.Evaluate(JsonSerializer.SerializeToElement(value)).IsValid;
}
