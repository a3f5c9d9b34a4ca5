using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>
/// What DSC has to know of the classes of the module, so that it need not start PowerShell to find out. The classes have the names of the
/// contract's properties and the types that PowerShell itself has.
/// </summary>
internal static class AdaptedManifests
{
    public const string FileName = "optosadvance.dicom.adapted.dsc.manifests.json";

    public static JsonObject All() => new() { ["adaptedResources"] = new JsonArray([.. ResourceTypes.All.Select(type => (JsonNode)Manifest(type))]) };

    private static JsonObject Manifest(ResourceType type) => new()
    {
        ["$schema"] = "https://aka.ms/dsc/schemas/v3/bundled/resource/adapted/manifest.json",
        ["type"] = $"OptosAdvance.Dicom/OptosDicom{type.ShortName}",
        ["kind"] = "resource",
        ["version"] = "0.1.0",
        ["capabilities"] = new JsonArray("get", "set", "test", "export"),
        ["description"] = type.Description,
        ["author"] = "OptosAdvance",
        ["requireAdapter"] = "Microsoft.Adapter/PowerShell",
        ["path"] = "OptosAdvance.Dicom.psd1",
        ["schema"] = new JsonObject { ["embedded"] = Schema(type) },
    };

    private static JsonObject Schema(ResourceType type)
    {
        var properties = new JsonObject();
        if (type.Key is null)
        {
            properties["IsSingleInstance"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("Yes"), ["description"] = "There is one; the key says so." };
        }

        foreach (var setting in type.Settings.Where(setting => type.ShortName != "Host" || setting.Name is "Running" or "DataDirectory" or "Version"))
        {
            properties[setting.Name] = Property(setting);
        }

        if (type.Key is not null)
        {
            properties["Ensure"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["enum"] = new JsonArray("Present", "Absent", "", null), ["description"] = "Whether the entry exists." };
        }

        properties["Reasons"] = new JsonObject { ["type"] = new JsonArray("array", "null"), ["readOnly"] = true, ["description"] = "Why the state is not the wanted one." };
        foreach (var name in new[] { "_inDesiredState", "_name" })
        {
            properties[name] = new JsonObject { ["type"] = new JsonArray(name == "_name" ? "string" : "boolean", "null"), ["readOnly"] = true };
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"OptosDicom{type.ShortName}",
            ["type"] = "object",
            ["required"] = new JsonArray(type.Key is null ? "IsSingleInstance" : "Name"),
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
    }

    private static JsonObject Property(SettingMetadata setting)
    {
        var type = setting.ValueType;
        var schema = new JsonObject
        {
            ["type"] = setting.IsSecret ? new JsonArray("object", "null")
                : type == typeof(RemoteServices) ? new JsonArray("array", "null")
                : new JsonArray(type == typeof(bool) ? "boolean" : type == typeof(int) || type == typeof(long) ? "integer" : "string", "null"),
            ["description"] = setting.Description,
        };
        if (setting.IsReadOnly)
        {
            schema["readOnly"] = true;
        }

        if (setting.IsSecret)
        {
            schema["writeOnly"] = true;
        }

        return schema;
    }
}
