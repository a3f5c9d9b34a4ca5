using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>The schemas of the resources: the reviewed files of the repository, within the program.</summary>
internal static class Schemas
{
    /// <summary>The JSON schema of an instance.</summary>
    public static JsonNode Read(ResourceType type)
    {
        using var stream = typeof(Schemas).Assembly.GetManifestResourceStream(type.SchemaFile) ??
            throw new InvalidOperationException($"The program has no schema of {type.Name}.");
        return JsonNode.Parse(stream)!;
    }
}
