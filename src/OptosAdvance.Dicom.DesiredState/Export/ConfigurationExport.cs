using System.Text.Json;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>
/// Writes a configuration as a document that leads to it. Settings without a value are left out; each secret that is set is a parameter of
/// type secureString, which has to be given when the document is used.
/// </summary>
public static class ConfigurationExport
{
    private const string Schema = "https://aka.ms/dsc/schemas/v3/bundled/config/document.json";
    private static readonly DocumentPosition Nowhere = new(null, 1, 1);

    /// <summary>The document as YAML.</summary>
    /// <param name="configuration">Configuration; its secrets may be hidden.</param>
    public static string ToYaml(ApplianceConfiguration configuration) => YamlNodeWriter.Write(Document(configuration));

    /// <summary>The document as JSON, for people.</summary>
    /// <param name="configuration">Configuration; its secrets may be hidden.</param>
    public static string ToJson(ApplianceConfiguration configuration)
    {
        using var json = JsonDocument.Parse(NodeJson.Write(Document(configuration)));
        return JsonSerializer.Serialize(json.RootElement, ContractJson.Indented);
    }

    private static MapNode Document(ApplianceConfiguration configuration)
    {
        var parameters = new List<MapEntry>();
        var resources = new List<DocumentNode>();
        foreach (var kind in ResourceKinds.All.Where(kind => kind is not RemoteAEKind))
        {
            resources.Add(Resource(kind, kind.Name, kind.Read(configuration, kind.Name)!, null, parameters));
        }

        var remotes = configuration.RemoteAEs.ToDictionary(remote => remote.Name, StringComparer.OrdinalIgnoreCase);
        var names = InstanceNames(configuration.RemoteAEs);
        var remoteKind = ResourceKinds.All.Single(kind => kind is RemoteAEKind);
        foreach (var remote in configuration.RemoteAEs)
        {
            // An entry can be changed by itself once the one that it commits with is there.
            var other = remote.CommitWith is { } name && remotes.TryGetValue(name, out var found) && found != remote && !Waits(found) ? names[found.Name] : null;
            resources.Add(Resource(remoteKind, names[remote.Name], remote, other, parameters));
        }

        return Map(
            ("$schema", Text(Schema)),
            ("parameters", parameters.Count == 0 ? null : new MapNode(parameters, Nowhere)),
            ("resources", new ListNode(resources, Nowhere)));

        static bool Waits(RemoteAE remote) => remote.CommitWith is { } with && !string.Equals(with, remote.Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Names of instances have letters, digits and blanks only.</summary>
    private static Dictionary<string, string> InstanceNames(IEnumerable<RemoteAE> remotes)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var remote in remotes)
        {
            var wanted = new string([.. remote.Name.Where(c => IsPlain(c) || c == ' ')]).Trim();
            wanted = wanted.Length == 0 ? "remote AE" : wanted;
            var name = wanted;
            for (var i = 2; names.Values.Contains(name, StringComparer.OrdinalIgnoreCase); i++)
            {
                name = $"{wanted} {i}";
            }

            names.Add(remote.Name, name);
        }

        return names;
    }

    private static bool IsPlain(char c) => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9');

    private static MapNode Resource(ResourceKind kind, string name, object settings, string? dependsOn, List<MapEntry> parameters)
    {
        var json = (MapNode)DocumentReader.Read(JsonSerializer.Serialize(settings, settings.GetType(), ContractJson.Options), null, new DocumentErrors())!;
        var properties = new List<MapEntry>();
        foreach (var setting in kind.Settings)
        {
            var value = json.Find(setting.JsonName)?.Value;
            if (value is null or ScalarNode { Value: null })
            {
                continue;
            }

            properties.Add(new MapEntry(setting.JsonName, Nowhere, setting.IsSecret ? Parameter(kind, name, setting, parameters) : Escape(value)));
        }

        return Map(
            ("name", Text(name)),
            ("type", Text(kind.Type)),
            ("dependsOn", dependsOn is null ? null : new ListNode([Text($"[resourceId('{kind.Type}', '{dependsOn}')]")], Nowhere)),
            ("properties", new MapNode(properties, Nowhere)));
    }

    private static ScalarNode Parameter(ResourceKind kind, string name, SettingMetadata setting, List<MapEntry> parameters)
    {
        var owner = kind is RemoteAEKind ? "remoteAE" + new string([.. name.Where(IsPlain)]) : char.ToLowerInvariant(kind.Name[0]) + kind.Name.Substring(1);
        var wanted = owner + setting.Name;
        var key = wanted;
        for (var i = 2; parameters.Any(parameter => parameter.Key == key); i++)
        {
            key = wanted + i;
        }

        var description = kind is RemoteAEKind ? $"{setting.Description} Remote AE {name}." : setting.Description;
        parameters.Add(new MapEntry(key, Nowhere, Map(("type", Text("secureString")), ("description", Text(description)))));
        return Text($"[parameters('{key}')]");
    }

    private static DocumentNode Escape(DocumentNode node) => node switch
    {
        ScalarNode { Value: string text } when text.StartsWith("[", StringComparison.Ordinal) => Text("[" + text),
        ListNode list => new ListNode([.. list.Items.Select(Escape)], Nowhere),
        _ => node,
    };

    private static ScalarNode Text(string text) => new(text, Nowhere);

    private static MapNode Map(params (string Key, DocumentNode? Value)[] entries) =>
        new([.. entries.Where(entry => entry.Value is not null).Select(entry => new MapEntry(entry.Key, Nowhere, entry.Value!))], Nowhere);
}
