using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Evaluates lists of resources: loops, names, types, order, conditions, properties.</summary>
internal sealed class ResourceListEvaluator(
    DocumentEvaluator documents, DocumentErrors errors, ExpressionEvaluator evaluator, ResourceBinder binder, ApplianceConfiguration actual)
{
    private readonly ReferencedStates _states = new(actual);

    /// <summary>What was evaluated so far, in the order in which it is applied.</summary>
    public List<DesiredResource> Results { get; } = [];

    /// <summary>Targets of resources of which something could not be bound.</summary>
    public HashSet<string> FailedTargets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>Ids of what the list came to.</returns>
    public IReadOnlyList<string> Evaluate(ListNode resources, EvaluationScope scope, ResourceSetting setting)
    {
        var instances = resources.Items.SelectMany(node => Expand(node, scope)).ToList();
        RefuseTwins(instances);
        ReadDependencies(instances);
        foreach (var instance in ResourceOrder.Sort(instances, errors))
        {
            EvaluateOne(instance, scope, setting);
        }

        return [.. instances.SelectMany(instance => instance.Results)];
    }

    private IEnumerable<ResourceInstance> Expand(DocumentNode node, EvaluationScope scope)
    {
        if (node is not MapNode map)
        {
            errors.Add(node.Position, $"A resource is an object with name, type and properties; this is {node.Kind}.");
            return [];
        }

        DocumentWords.Check(map, DocumentWords.Resource, "A resource", errors);
        if (map.Find("copy") is not { } copy)
        {
            return Instance(map, scope) is { } single ? [single] : [];
        }

        if (copy.Value is not MapNode loop || loop.Find("name")?.Value is not ScalarNode { Value: string name } || loop.Find("count") is not { } countEntry)
        {
            errors.Add(copy.Position, "'copy' is an object with a name and a count.");
            return [];
        }

        DocumentWords.Check(loop, DocumentWords.Copy, "A copy loop", errors);
        if (evaluator.Evaluate(countEntry.Value, scope) is not { } count)
        {
            return [];
        }

        if (count is not ScalarNode { Value: long and >= 0 and <= DocumentLimits.Copies and var turns })
        {
            errors.Add(count.Position, $"The count of a copy loop is a whole number from 0 to {DocumentLimits.Copies}.");
            return [];
        }

        return Enumerable.Range(0, (int)turns).Select(index => Instance(map, scope.InCopy(name, index))).OfType<ResourceInstance>();
    }

    private ResourceInstance? Instance(MapNode map, EvaluationScope scope)
    {
        var name = Text(map, "name", scope, isEvaluated: true);
        var type = Text(map, "type", scope, isEvaluated: false);
        if (type is not null && ResourceKinds.Find(type) is { } kind)
        {
            type = kind.Type;
        }
        else if (type is not null && ResourceKinds.Types.FirstOrDefault(each => string.Equals(each, type, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            type = known;
        }
        else if (type is not null)
        {
            var suggestion = Suggestion.For(type, ResourceKinds.Types);
            errors.Add(map.Find("type")!.Value.Position, $"There is no resource type '{type}' here{(suggestion.Length > 0 ? suggestion : $"; there are {string.Join(", ", ResourceKinds.Types)}")}.");
            type = null;
        }

        return name is null || type is null ? null : new ResourceInstance(map, scope, type, name);
    }

    private string? Text(MapNode map, string key, EvaluationScope scope, bool isEvaluated)
    {
        if (map.Find(key) is not { } entry)
        {
            errors.Add(map.Position, $"The resource has no {key}.");
            return null;
        }

        var value = isEvaluated ? evaluator.Evaluate(entry.Value, scope) : entry.Value;
        if (value is ScalarNode { Value: string { Length: > 0 } text, IsSecret: false })
        {
            return text;
        }

        if (value is not null)
        {
            errors.Add(value.Position, $"The {key} of a resource is a text that is not empty{(value.IsSecret ? ", and no secret" : "")}.");
        }

        return null;
    }

    private void RefuseTwins(List<ResourceInstance> instances)
    {
        foreach (var twins in instances.GroupBy(instance => instance.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            var first = twins.First();
            foreach (var twin in twins.Skip(1))
            {
                errors.Add(twin.Map.Find("name")!.Position, $"There is a resource '{twin.Name}' of type {twin.Type} already, in line {first.Map.Position.Line}.");
                instances.Remove(twin);
            }
        }
    }

    private void ReadDependencies(List<ResourceInstance> instances)
    {
        var byId = instances.ToDictionary(instance => instance.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var instance in instances)
        {
            var node = instance.Map.Find("dependsOn")?.Value;
            if (node is not (null or ListNode or ScalarNode { Value: null }))
            {
                errors.Add(node.Position, "'dependsOn' is an array of [resourceId('type', 'name')].");
            }

            foreach (var item in (node as ListNode)?.Items ?? [])
            {
                var value = evaluator.Evaluate(item, instance.Scope);
                if (value is ScalarNode { Value: string id } && byId.TryGetValue(id, out var other))
                {
                    instance.DependsOn.Add(other);
                }
                else if (value is not null)
                {
                    var id2 = (value as ScalarNode)?.Text ?? "";
                    errors.Add(item.Position, $"There is no resource '{id2}' beside this one{Suggestion.For(id2, byId.Keys)}.");
                }
            }
        }
    }

    private void EvaluateOne(ResourceInstance instance, EvaluationScope listScope, ResourceSetting setting)
    {
        if (!IsWanted(instance))
        {
            return;
        }

        var position = instance.Map.Position;
        var depends = setting.DependsOn.Concat(instance.DependsOn.SelectMany(other => other.Results)).Distinct().ToList();
        var nested = setting with { Prefix = $"{setting.Prefix}{instance.Id}/", DependsOn = depends, IsAssertion = setting.IsAssertion || instance.Type == ResourceKinds.Assertion };
        if (instance.Type is ResourceKinds.Group or ResourceKinds.Assertion)
        {
            instance.Results.AddRange(documents.EvaluateGroup(GroupOf(instance.Map), instance.Scope, nested));
            return;
        }

        var properties = Properties(instance.Map);
        if (instance.Type == ResourceKinds.Include)
        {
            instance.Results.AddRange(documents.EvaluateInclude(properties ?? new MapNode([], position), instance.Scope, nested));
            return;
        }

        var resource = new DesiredResource
        {
            Id = setting.Prefix + instance.Id,
            Type = instance.Type,
            Name = instance.Name,
            File = position.File,
            Line = position.Line,
            DependsOn = depends.ToEquatableList(),
            IsAssertion = setting.IsAssertion,
        };
        if (instance.Type == ResourceKinds.Host)
        {
            Add(instance, binder.BindHost(resource, properties, instance.Scope));
            return;
        }

        var kind = ResourceKinds.Find(instance.Type)!;
        if (binder.Bind(resource, kind, properties, instance.Scope, out var failed) is { } bound)
        {
            Add(instance, bound);
            listScope.SetReference(instance.Id, _states.Add(bound.IsAssertion ? bound with { Change = new() } : bound, kind, position));
            if (failed)
            {
                FailedTargets.Add(bound.Target);
            }
        }
    }

    private void Add(ResourceInstance instance, DesiredResource resource)
    {
        Results.Add(resource);
        instance.Results.Add(resource.Id);
    }

    private bool IsWanted(ResourceInstance instance)
    {
        if (instance.Map.Find("condition") is not { } condition || evaluator.Evaluate(condition.Value, instance.Scope) is not { } value)
        {
            return true;
        }

        if (value is ScalarNode { Value: bool wanted })
        {
            return wanted;
        }

        errors.Add(value.Position, $"A condition is true or false; this is {value.Kind}.");
        return true;
    }

    private MapNode? Properties(MapNode resource)
    {
        var node = resource.Find("properties")?.Value;
        if (node is not (null or MapNode or ScalarNode { Value: null }))
        {
            errors.Add(node.Position, $"'properties' is an object; this is {node.Kind}.");
        }

        return node as MapNode;
    }

    /// <summary>The resources of a group are its property, or stand beside its properties.</summary>
    private MapNode GroupOf(MapNode resource)
    {
        var properties = Properties(resource);
        return resource.Find("resources") is { } direct
            ? new MapNode([.. (properties?.Entries ?? []).Where(entry => entry.Key != "resources"), direct], resource.Position)
            : properties ?? resource;
    }
}
