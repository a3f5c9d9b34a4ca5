using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>The remote AEs, by name.</summary>
internal sealed class RemoteAEState(ResourceContext context) : ConfigurationState(context)
{
    /// <inheritdoc/>
    protected override string Origin => "OptosAdvance.Dicom/RemoteAE";

    /// <inheritdoc/>
    protected override JsonObject? Find(JsonObject configuration, string? key) =>
        All(configuration).FirstOrDefault(remote => string.Equals((string?)remote["name"], key, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    protected override IEnumerable<JsonObject> All(JsonObject configuration) =>
        (configuration[Json(nameof(ApplianceConfiguration.RemoteAEs))] as JsonArray ?? []).OfType<JsonObject>();

    /// <inheritdoc/>
    protected override JsonObject ChangeFor(DesiredState desired)
    {
        var change = new JsonObject
        {
            ["name"] = desired.Key,
            ["kind"] = (desired.Exist ? RemoteAEChangeKind.Ensure : RemoteAEChangeKind.EnsureAbsent).ToString(),
        };
        if (desired.Exist)
        {
            change["properties"] = desired.Properties.DeepClone();
        }

        return new JsonObject { [Json(nameof(ConfigurationChange.RemoteAEs))] = new JsonArray(change) };
    }
}
