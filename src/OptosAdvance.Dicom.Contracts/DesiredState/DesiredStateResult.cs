using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>A document held against the appliance, or applied to it.</summary>
public sealed record DesiredStateResult
{
    /// <summary>Whether everything is as the document wants it, now that it was tested or applied.</summary>
    public bool InDesiredState { get; init; }

    /// <summary>Each resource, in the order in which they are applied.</summary>
    public EquatableList<ResourceState> Resources { get; init; } = EquatableList<ResourceState>.Empty;

    /// <summary>Things that hold but deserve a look, for people.</summary>
    public EquatableList<string> Warnings { get; init; } = EquatableList<string>.Empty;

    /// <summary>Every property that is, or before it was applied was, not as wanted.</summary>
    [JsonIgnore]
    public IReadOnlyList<ConfigurationDifference> Differences =>
    [
        .. from resource in Resources
           from difference in resource.Differences
           select new ConfigurationDifference(
               resource.Target, difference.Property, difference.Desired, difference.Actual, resource.File, difference.Line == 0 ? resource.Line : difference.Line),
    ];
}
