using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Holds resources against a configuration. Values are compared by meaning; properties that a resource does not give do not count.</summary>
public static class DesiredStatePlan
{
    private const string Exist = "_exist";

    /// <summary>How each resource stands.</summary>
    /// <param name="resources">Resources that do not contradict each other.</param>
    /// <param name="actual">The configuration; with its secrets, or those of the resources count as different.</param>
    /// <param name="host">The host.</param>
    public static DesiredStateResult Compare(IReadOnlyCollection<DesiredResource> resources, ApplianceConfiguration actual, HostFacts host)
    {
        var after = Merge(resources.Where(resource => !resource.IsAssertion)).ApplyTo(actual);
        var states = resources.Select(resource => Compare(resource, actual, after, host)).ToEquatableList();
        return new DesiredStateResult { Resources = states, InDesiredState = states.All(state => state.Outcome == ResourceOutcome.InDesiredState) };
    }

    /// <summary>One change that brings every one of the resources about.</summary>
    public static ConfigurationChange Merge(IEnumerable<DesiredResource> resources)
    {
        var change = new ConfigurationChange();
        var remotes = new List<RemoteAEChange>();
        foreach (var resource in resources.Where(resource => resource.Host is null))
        {
            var kind = KindOf(resource);
            if (kind is RemoteAEKind)
            {
                remotes.AddRange(resource.Change.RemoteAEs);
            }
            else
            {
                change = kind.Merge(change, resource.Change);
            }
        }

        return change with { RemoteAEs = remotes.ToEquatableList() };
    }

    private static ResourceState Compare(DesiredResource resource, ApplianceConfiguration actual, ApplianceConfiguration after, HostFacts host)
    {
        var differences = resource.Host is null
            ? Differences(resource, KindOf(resource), actual, resource.IsAssertion ? resource.Change.ApplyTo(actual) : after)
            : Differences(resource, resource.Host, host);
        return new ResourceState
        {
            Id = resource.Id,
            Type = resource.Type,
            Name = resource.Name,
            Target = resource.Target,
            File = resource.File,
            Line = resource.Line,
            IsAssertion = resource.IsAssertion,
            Differences = differences,
            Outcome = differences.Count == 0 ? ResourceOutcome.InDesiredState : ResourceOutcome.Differs,
        };
    }

    private static EquatableList<PropertyDifference> Differences(
        DesiredResource resource, ResourceKind kind, ApplianceConfiguration actual, ApplianceConfiguration after)
    {
        var (before, wanted) = (kind.Read(actual, resource.Target), kind.Read(after, resource.Target));
        var differences = new List<PropertyDifference>();
        if (before is null != wanted is null)
        {
            differences.Add(new PropertyDifference(Exist, wanted is null ? "false" : "true", before is null ? "false" : "true", LineOf(resource, Exist)));
        }

        if (wanted is not null)
        {
            differences.AddRange(
                from name in kind.Given(resource.Change)
                let setting = kind.Settings.First(each => each.Name == name)
                let was = before is null ? null : setting.Property.GetValue(before)
                let now = setting.Property.GetValue(wanted)
                where before is null ? name != nameof(RemoteAE.Name) && setting.Display(now) is not null : !SettingsComparer.MeanTheSame(setting, was, now)
                select new PropertyDifference(name, setting.Display(now), setting.Display(was), LineOf(resource, name)));
        }

        return differences.ToEquatableList();
    }

    private static EquatableList<PropertyDifference> Differences(DesiredResource resource, DesiredHost wanted, HostFacts host)
    {
        var differences = new List<PropertyDifference>();
        if (wanted.Running is { } running && running != host.IsRunning)
        {
            differences.Add(new PropertyDifference("running", running ? "true" : "false", host.IsRunning ? "true" : "false", LineOf(resource, "running")));
        }

        if (wanted.DataDirectory is { } directory && host.DataDirectory is { } found && !SamePath(directory, found))
        {
            differences.Add(new PropertyDifference("dataDirectory", directory, found, LineOf(resource, "dataDirectory")));
        }

        return differences.ToEquatableList();
    }

    private static bool SamePath(string left, string right) => string.Equals(
        left.TrimEnd('/', '\\'), right.TrimEnd('/', '\\'), Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static int LineOf(DesiredResource resource, string property) =>
        resource.Places.FirstOrDefault(place => place.Property == property)?.Line ?? resource.Line;

    private static ResourceKind KindOf(DesiredResource resource) =>
        ResourceKinds.Find(resource.Type) ?? throw new ArgumentException($"'{resource.Type}' is no part of the configuration.", nameof(resource));
}
