using System.Text.Json;
using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>State that is a part of the configuration of a running host.</summary>
internal abstract class ConfigurationState(ResourceContext context) : IResourceState
{
    private HostConnection? _connection;

    /// <inheritdoc/>
    public JsonObject? Read(DesiredState desired) => Find(Configuration(), desired.Key);

    /// <inheritdoc/>
    public IEnumerable<JsonObject> ReadAll() => All(Configuration());

    /// <inheritdoc/>
    public ChangeOutcome Change(DesiredState desired, bool whatIf)
    {
        var change = ChangeFor(desired);
        change["origin"] = $"{Origin} (optosdsc)";
        change["validateOnly"] = whatIf;
        var result = Connection.Call(nameof(IOptosControl.ChangeConfigurationAsync), change) as JsonObject ?? [];
        foreach (var warning in (result["warnings"] as JsonArray ?? []).Select(each => (string?)each))
        {
            context.Trace.Info(warning ?? "");
        }

        var changes = (result["changes"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        return new ChangeOutcome(
            Find((JsonObject)result["configuration"]!, desired.Key),
            changes.ConvertAll(each => $"{each["target"]}.{each["property"]}: {each["before"]?.ToString() ?? "(none)"} → {each["after"]?.ToString() ?? "(none)"}"),
            changes.Select(each => (string)each["property"]!).ToHashSet());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Type that asks, for the activity log.</summary>
    protected abstract string Origin { get; }

    /// <summary>The instance in a configuration; null when it is not there.</summary>
    protected abstract JsonObject? Find(JsonObject configuration, string? key);

    /// <summary>Every instance in a configuration.</summary>
    protected abstract IEnumerable<JsonObject> All(JsonObject configuration);

    /// <summary>The change that brings about what is wanted.</summary>
    protected abstract JsonObject ChangeFor(DesiredState desired);

    /// <summary>Name of a member of the contract, as it stands in JSON.</summary>
    protected static string Json(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private HostConnection Connection => _connection ??= HostConnection.Open(context.DataDirectory);

    private JsonObject Configuration() => (JsonObject)Connection.Call(nameof(IOptosControl.GetConfigurationAsync))!;
}
