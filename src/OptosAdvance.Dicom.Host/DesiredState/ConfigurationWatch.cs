using System.Collections.Concurrent;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.DesiredState;

namespace OptosAdvance.Dicom.Host;

/// <summary>Knows what is held and who changed what: warns whoever changes it, and tells that something changed.</summary>
internal sealed class ConfigurationWatch : IConfigurationObserver
{
    /// <summary>Who corrects, in the activity log.</summary>
    public const string Actor = "desired configuration";

    private readonly ConcurrentDictionary<(string Target, string Property), string> _changedBy = new();
    private volatile Holding? _holding;

    /// <summary>Called when somebody else has changed the configuration.</summary>
    public Action Touched { get; set; } = static () => { };

    /// <summary>What is held from now on; null for nothing.</summary>
    public void Hold(DesiredConfiguration? configuration, EvaluatedDocument? document) =>
        _holding = configuration is null || document is null ? null : new Holding(configuration, document.Resources);

    /// <summary>Who changed a property last since the host started; null when nobody has.</summary>
    public string? ChangedBy(string target, string property) =>
        _changedBy.GetValueOrDefault(Key(target, property)) ??
        (property == "_exist" ? _changedBy.GetValueOrDefault(Key(target, nameof(RemoteAE.Name))) : null);

    public IEnumerable<string> Foresee(ApplianceConfiguration after, EquatableList<PropertyChange> changes, string actor)
    {
        if (actor == Actor || _holding is not { } holding)
        {
            return [];
        }

        var targets = changes.Select(change => change.Target).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var touched = holding.Resources.Where(resource => resource is { IsAssertion: false, Host: null } && targets.Contains(resource.Target)).ToList();
        if (touched.Count == 0)
        {
            return [];
        }

        var changed = changes.Select(change => Key(change.Target, change.Property)).ToHashSet();
        var outcome = holding.Configuration.Mode == DesiredConfigurationMode.AutoCorrect ? "it will be put back" : "it will be reported as drift";
        var source = holding.Configuration.Source.Path is { } path ? $" '{path}'" : "";
        return DesiredStatePlan.Compare(touched, after, new HostFacts(true, null)).Differences
            .Where(difference => changed.Contains(Key(difference.Resource, difference.Property)) || difference.Property == "_exist")
            .Select(difference => difference.Property == "_exist"
                ? $"The desired configuration{source} wants {difference.Resource} to {(difference.Desired == "true" ? "exist" : "be away")}: {outcome}."
                : $"The desired configuration{source} wants {difference.Resource}.{difference.Property} to be {difference.Desired ?? "(none)"}: {outcome}.");
    }

    public void Changed(EquatableList<PropertyChange> changes, string actor)
    {
        foreach (var change in changes)
        {
            _changedBy[Key(change.Target, change.Property)] = actor;
        }

        if (actor != Actor)
        {
            Touched();
        }
    }

    private static (string, string) Key(string target, string property) => (target.ToUpperInvariant(), property);

    private sealed record Holding(DesiredConfiguration Configuration, EquatableList<DesiredResource> Resources);
}
