using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>
/// The files of the folder dsc as the contract's types say they have to be. With the environment variable OPTOS_WRITE_GENERATED they are written
/// instead of compared; they are reviewed as any other source.
/// </summary>
internal static class Generated
{
    private const string ManifestSchema = "https://aka.ms/dsc/schemas/v3/bundled/resource/manifest.json";
    private const string Version = "1.0.0";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    public static string Text(JsonNode node) => node.ToJsonString(Indented) + "\n";

    /// <summary>The schema of an instance: the settings, and those properties of DSC that are ever read or written.</summary>
    public static JsonObject Schema(string shortName)
    {
        var type = ResourceTypes.Find(shortName)!;
        var schema = SettingsSchema.For(type.SettingsType);
        schema["title"] = type.Name;
        schema["description"] = type.Description;
        if (type.Key is not null)
        {
            schema["required"] = new JsonArray(type.Key);
        }

        var properties = (JsonObject)schema["properties"]!;
        foreach (var secret in type.Settings.Where(setting => setting.IsSecret))
        {
            AllowWrapped((JsonObject)properties[secret.JsonName]!);
        }

        if (type.Key is not null)
        {
            // A default would be a second entry without a name.
            ((JsonObject)properties[type.Key]!).Remove("default");
            ((JsonObject)properties[type.Key]!)["minLength"] = 1;
            properties["_exist"] = new JsonObject
            {
                ["type"] = "boolean",
                ["title"] = "Exist",
                ["description"] = "Whether the instance exists.",
                ["default"] = true,
            };
        }

        properties["_inDesiredState"] = new JsonObject
        {
            ["type"] = new JsonArray("boolean", "null"),
            ["readOnly"] = true,
            ["title"] = "In desired state",
            ["description"] = "Told by test: whether every property given means what is.",
        };
        properties["_name"] = new JsonObject
        {
            ["type"] = "string",
            ["readOnly"] = true,
            ["title"] = "Name",
            ["description"] = "Told by export: name of the instance in the document.",
        };
        properties["_metadata"] = new JsonObject
        {
            ["type"] = "object",
            ["readOnly"] = true,
            ["title"] = "Metadata",
            ["description"] = "Told by what-if: whatIf lists what would change.",
        };
        return schema;
    }

    public static JsonObject Manifests() => new() { ["resources"] = new JsonArray([.. ResourceTypes.All.Select(type => (JsonNode)Manifest(type))]) };

    private static JsonObject Manifest(ResourceType type)
    {
        var manifest = new JsonObject
        {
            ["$schema"] = ManifestSchema,
            ["type"] = type.Name,
            ["version"] = Version,
            ["description"] = type.Description,
            ["tags"] = new JsonArray("DICOM", "OptosAdvance"),
            ["get"] = Operation(type, "get"),
            ["set"] = Operation(type, "set", whatIf: true),
            ["test"] = Operation(type, "test"),
        };
        ((JsonObject)manifest["set"]!)["return"] = "state";
        ((JsonObject)manifest["test"]!)["return"] = "stateAndDiff";
        if (type.Key is not null)
        {
            ((JsonObject)manifest["set"]!)["handlesExist"] = true;
            manifest["delete"] = Operation(type, "delete", whatIf: true);
        }

        manifest["export"] = Operation(type, "export");
        ((JsonObject)manifest["export"]!)["supportsFiltering"] = true;
        manifest["exitCodes"] = new JsonObject(ExitCodes.Texts.Select(code => KeyValuePair.Create(code.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), (JsonNode?)code.Value)));
        manifest["schema"] = new JsonObject { ["embedded"] = Schema(type.ShortName) };
        return manifest;
    }

    private static JsonObject Operation(ResourceType type, string operation, bool whatIf = false)
    {
        var arguments = new JsonArray(operation, type.ShortName);
        if (whatIf)
        {
            arguments.Add(new JsonObject { ["whatIfArg"] = "--what-if" });
        }

        return new JsonObject { ["executable"] = "optosdsc", ["args"] = arguments, ["input"] = "stdin" };
    }

    // {"secureString":"…"} is how DSC hands over a secure parameter.
    private static void AllowWrapped(JsonObject secret) => ((JsonArray)secret["anyOf"]!).Add(new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["secureString"] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray("secureString"),
        ["additionalProperties"] = false,
    });
}
