using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Checks what all resources of a document come to together.</summary>
internal sealed class ConfigurationChecks(DocumentErrors errors, EvaluationInputs inputs)
{
    /// <summary>Reports resources that contradict each other, and everything that would be wrong with the configuration they lead to.</summary>
    /// <param name="resources">What could be evaluated.</param>
    /// <param name="failedTargets">Targets that miss something which was reported already.</param>
    public void Run(IReadOnlyList<DesiredResource> resources, ISet<string> failedTargets)
    {
        var changing = resources.Where(resource => !resource.IsAssertion && resource.Host is null).ToList();
        var byTarget = changing.ToLookup(resource => resource.Target, StringComparer.OrdinalIgnoreCase);
        foreach (var group in byTarget.Where(group => group.Count() > 1))
        {
            RefuseContradictions(group);
        }

        var after = changing.Aggregate(new ConfigurationChange(), (all, resource) => ResourceKinds.Find(resource.Type)!.Merge(all, resource.Change)).ApplyTo(inputs.Actual);
        foreach (var error in ConfigurationValidator.Validate(after, inputs.VolumeBytes))
        {
            Report(error, byTarget[error.Target], failedTargets.Contains(error.Target));
        }
    }

    private void RefuseContradictions(IEnumerable<DesiredResource> resources)
    {
        var given = new Dictionary<string, (object? Value, DesiredResource Resource)>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var kind = ResourceKinds.Find(resource.Type)!;
            var values = kind.Given(resource.Change).Select(name => (Name: name, Value: kind.Value(resource.Change, name))).ToList();
            values.Add(("_exist", resource.Change.RemoteAEs.Any(remote => remote.Kind == RemoteAEChangeKind.EnsureAbsent)));
            foreach (var (name, value) in values)
            {
                var setting = kind.Settings.FirstOrDefault(each => each.Name == name);
                if (!given.TryGetValue(name, out var first))
                {
                    given.Add(name, (value, resource));
                }
                else if (setting is null ? !Equals(first.Value, value) : !SettingsComparer.MeanTheSame(setting, first.Value, value))
                {
                    errors.Add(
                        PlaceOf(resource, name),
                        $"{resource.Target} gets another {setting?.JsonName ?? name} here than by '{first.Resource.Name}' in line {PlaceOf(first.Resource, name).Line}.");
                }
            }
        }
    }

    private void Report(ConfigurationError error, IEnumerable<DesiredResource> resources, bool hasFailed)
    {
        var giving = resources.LastOrDefault(resource => resource.Places.Any(place => place.Property == error.Property));
        var about = giving ?? resources.LastOrDefault();
        var message = $"{error.Message} {error.RecommendedAction}".Trim();
        if (giving is not null || (about is not null && !hasFailed))
        {
            errors.Add(PlaceOf(about!, error.Property), message);
        }
        else if (about is null && !errors.Any)
        {
            // It is about something that the document does not name, but leaves behind.
            errors.Add(new(null, 1, 1), $"{error.Target} would be wrong: {message}");
        }
    }

    private static DocumentPosition PlaceOf(DesiredResource resource, string property) =>
        resource.Places.FirstOrDefault(place => place.Property == property) is { } place
            ? new(resource.File, place.Line, place.Column)
            : new(resource.File, resource.Line, 1);
}
