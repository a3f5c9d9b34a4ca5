using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Compares what two documents want.</summary>
public static class DocumentComparison
{
    private const string Exist = "_exist";

    /// <summary>Each property that the two want differently, or that only one of them gives; the place is that of the first that has one.</summary>
    /// <param name="desired">Resources of the one, shown as desired.</param>
    /// <param name="other">Resources of the other, shown as actual.</param>
    public static IReadOnlyList<ConfigurationDifference> Compare(IReadOnlyCollection<DesiredResource> desired, IReadOnlyCollection<DesiredResource> other)
    {
        var (left, right) = (Index(desired), Index(other));
        return
        [
            .. from key in left.Keys.Union(right.Keys)
               let wanted = left.TryGetValue(key, out var l) ? l : null
               let found = right.TryGetValue(key, out var r) ? r : null
               where wanted is null || found is null || !wanted.MeansTheSameAs(found)
               let place = wanted ?? found
               select new ConfigurationDifference(place.Target, key.Property, wanted?.Display, found?.Display, place.File, place.Line),
        ];
    }

    private static Dictionary<(string Target, string Property), Wish> Index(IEnumerable<DesiredResource> resources)
    {
        var index = new Dictionary<(string Target, string Property), Wish>();
        foreach (var resource in resources.Where(resource => resource.Host is null && !resource.IsAssertion))
        {
            var kind = ResourceKinds.Find(resource.Type)!;
            var target = resource.Target.ToUpperInvariant();
            foreach (var name in kind.Given(resource.Change))
            {
                var setting = kind.Settings.First(each => each.Name == name);
                index[(target, name)] = new Wish(resource, setting, kind.Value(resource.Change, name));
            }

            if (kind is RemoteAEKind)
            {
                index[(target, Exist)] = new Wish(resource, null, resource.Change.RemoteAEs[0].Kind == RemoteAEChangeKind.Ensure);
            }
        }

        return index;
    }

    private sealed record Wish(DesiredResource Resource, SettingMetadata? Setting, object? Value)
    {
        public string Target => Resource.Target;

        public string? File => Resource.File;

        public int Line => Resource.Places.FirstOrDefault(place => place.Property == (Setting?.Name ?? Exist))?.Line ?? Resource.Line;

        public string? Display => Setting is null ? Value is true ? "true" : "false" : Setting.Display(Value);

        public bool MeansTheSameAs(Wish other) =>
            Setting is null ? Equals(Value, other.Value) : SettingsComparer.MeanTheSame(Setting, Value, other.Value);
    }
}
