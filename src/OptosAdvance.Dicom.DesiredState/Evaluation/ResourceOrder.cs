namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Orders resources: what others depend on first, else as they stand in the document.</summary>
internal static class ResourceOrder
{
    /// <summary>Sorts; resources that depend on each other in a circle are reported, and left as they stand.</summary>
    public static IReadOnlyList<ResourceInstance> Sort(IReadOnlyList<ResourceInstance> instances, DocumentErrors errors)
    {
        var waiting = instances.ToDictionary(instance => instance, instance => instance.DependsOn.Distinct().Count());
        var followers = instances
            .SelectMany(instance => instance.DependsOn.Distinct().Select(other => (Other: other, Instance: instance)))
            .ToLookup(pair => pair.Other, pair => pair.Instance);
        var place = instances.Select((instance, index) => (instance, index)).ToDictionary(pair => pair.instance, pair => pair.index);
        var ready = new SortedSet<int>(instances.Where(instance => waiting[instance] == 0).Select(instance => place[instance]));
        var sorted = new List<ResourceInstance>();
        while (ready.Count > 0)
        {
            var next = instances[ready.Min];
            ready.Remove(ready.Min);
            sorted.Add(next);
            foreach (var follower in followers[next].Where(follower => --waiting[follower] == 0))
            {
                ready.Add(place[follower]);
            }
        }

        if (sorted.Count == instances.Count)
        {
            return sorted;
        }

        var circle = instances.Where(instance => waiting[instance] > 0).ToList();
        errors.Add(
            circle[0].Map.Find("dependsOn")?.Position ?? circle[0].Map.Position,
            $"Resources depend on each other in a circle: {string.Join(", ", circle.Take(5).Select(instance => $"'{instance.Name}'"))}.");
        return [.. sorted, .. circle];
    }
}
