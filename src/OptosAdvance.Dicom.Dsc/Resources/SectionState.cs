using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>A section of the configuration, which exists once.</summary>
/// <param name="context">What the operation works with.</param>
/// <param name="section">Name of the section in the contract.</param>
internal sealed class SectionState(ResourceContext context, string section) : ConfigurationState(context)
{
    /// <inheritdoc/>
    protected override string Origin => $"OptosAdvance.Dicom/{section}";

    /// <inheritdoc/>
    protected override JsonObject? Find(JsonObject configuration, string? key) => configuration[Json(section)] as JsonObject;

    /// <inheritdoc/>
    protected override IEnumerable<JsonObject> All(JsonObject configuration) => [(JsonObject)configuration[Json(section)]!];

    /// <inheritdoc/>
    protected override JsonObject ChangeFor(DesiredState desired) => new() { [Json(section)] = desired.Properties.DeepClone() };
}
