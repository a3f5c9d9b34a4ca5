namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A resource of a document while it is evaluated; one for each turn of a copy loop.</summary>
internal sealed class ResourceInstance(MapNode map, EvaluationScope scope, string type, string name)
{
    public MapNode Map { get; } = map;

    public EvaluationScope Scope { get; } = scope;

    public string Type { get; } = type;

    public string Name { get; } = name;

    /// <summary>How the resources beside it refer to it.</summary>
    public string Id { get; } = ResourceIds.Of(type, name);

    /// <summary>Instances that it depends on.</summary>
    public List<ResourceInstance> DependsOn { get; } = [];

    /// <summary>Ids of what it came to: itself, or what a group holds; none when a condition left it out.</summary>
    public List<string> Results { get; } = [];
}
