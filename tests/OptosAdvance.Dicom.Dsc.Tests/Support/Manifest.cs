using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>The manifests as they are laid out with the module.</summary>
internal static class Manifest
{
    public const string FileName = "optosadvance.dicom.dsc.manifests.json";

    private static readonly JsonObject Content = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Places.ModuleFolder, "dsc", FileName)))!;

    public static IEnumerable<JsonObject> Resources => Content["resources"]!.AsArray().OfType<JsonObject>();

    public static JsonObject Resource(string shortName) => Resources.Single(each => (string?)each["type"] == $"OptosAdvance.Dicom/{shortName}");
}
