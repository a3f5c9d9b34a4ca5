using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Dsc.Tests;

public sealed class ManifestTests
{
    /// <summary>Keys that the engine knows and the published schema does not know yet (it lags: its README says so).</summary>
    private static readonly string[] NewerKeys = ["supportsFiltering"];

    public static TheoryData<string> All => new(ResourceTypes.All.Select(type => type.ShortName));

    [Theory]
    [MemberData(nameof(All))]
    public void Is_valid_by_the_published_schema_but_for_what_is_newer(string resource)
    {
        var manifest = (JsonObject)Manifest.Resource(resource).DeepClone();
        foreach (var operation in manifest.Select(pair => pair.Value).OfType<JsonObject>())
        {
            foreach (var key in NewerKeys)
            {
                operation.Remove(key);
            }

            if (operation["args"] is JsonArray arguments)
            {
                operation["args"] = new JsonArray([.. arguments.Where(argument => argument is not JsonObject).Select(argument => argument!.DeepClone())]);
            }
        }

        // The published schema wants references to its own addresses; the engine takes the same written out, which needs no network.
        var properties = (JsonObject)manifest["schema"]!["embedded"]!["properties"]!;
        foreach (var (name, file) in new[] { ("_exist", "exist"), ("_inDesiredState", "inDesiredState") })
        {
            if (properties.ContainsKey(name))
            {
                properties[name] = new JsonObject { ["$ref"] = $"https://aka.ms/dsc/schemas/v3/resource/properties/{file}.json" };
            }
        }

        PublishedSchema.Of("resource/manifest.json").AssertValid(manifest);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Asks_of_the_engine_what_costs_the_fewest_processes(string resource)
    {
        var manifest = Manifest.Resource(resource);
        Assert.Equal("stateAndDiff", (string?)manifest["test"]!["return"]);
        Assert.Equal("state", (string?)manifest["set"]!["return"]);
        Assert.False(manifest["set"]!.AsObject().ContainsKey("implementsPretest"));
        Assert.False(manifest.ContainsKey("validate"));
        Assert.Contains(manifest["set"]!["args"]!.AsArray(), argument => argument is JsonObject special && special.ContainsKey("whatIfArg"));
        Assert.Equal(resource == "RemoteAE", manifest.ContainsKey("delete"));
        Assert.Equal(ExitCodes.Texts.Keys.Select(code => code.ToString(System.Globalization.CultureInfo.InvariantCulture)), manifest["exitCodes"]!.AsObject().Select(pair => pair.Key));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_schema_is_one(string resource)
    {
        var schema = Manifest.Resource(resource)["schema"]!["embedded"]!;
        Assert.False((bool)schema["additionalProperties"]!);
        Assert.True(PublishedSchema.From(schema).IsValid(resource == "RemoteAE" ? new JsonObject { ["name"] = "x" } : new JsonObject()));
        Assert.False(PublishedSchema.From(schema).IsValid(new JsonObject { ["name"] = "x", ["nonsense"] = 1 }));
    }

    [Fact]
    public void The_program_has_a_name_that_is_found_on_Windows_too()
    {
        Assert.All(Manifest.Resources, manifest => Assert.DoesNotContain('.', (string)manifest["get"]!["executable"]!));
        Assert.True(File.Exists(Places.Program), Places.Program);
    }
}
