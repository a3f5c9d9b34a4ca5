using System.Text.Json.Nodes;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>What a change did or would do.</summary>
/// <param name="After">State after it; null when the instance does not exist then.</param>
/// <param name="Changes">Each change for people: <c>LocalAE.Port: 11112 → 11120</c>.</param>
/// <param name="ChangedProperties">Names of the properties that change, as the contract spells them.</param>
internal sealed record ChangeOutcome(JsonObject? After, IReadOnlyList<string> Changes, IReadOnlyCollection<string> ChangedProperties);
