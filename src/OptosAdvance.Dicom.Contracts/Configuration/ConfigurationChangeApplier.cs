namespace OptosAdvance.Dicom.Contracts;

/// <summary>Computes what a change makes of a configuration. Says nothing about whether the outcome is valid.</summary>
internal static class ConfigurationChangeApplier
{
    /// <exception cref="ControlException">A remote AE that is to be created exists, or one that is to be changed does not.</exception>
    public static ApplianceConfiguration Apply(ApplianceConfiguration before, ConfigurationChange change) => before with
    {
        LocalAE = Apply(before.LocalAE, change.LocalAE),
        Streaming = Apply(before.Streaming, change.Streaming),
        Repository = Apply(before.Repository, change.Repository),
        PatientSearch = Apply(before.PatientSearch, change.PatientSearch),
        Notification = Apply(before.Notification, change.Notification),
        Audit = Apply(before.Audit, change.Audit),
        RemoteAEs = change.RemoteAEs
            .Aggregate(before.RemoteAEs.ToList(), Apply)
            .OrderBy(remote => remote.Name, StringComparer.OrdinalIgnoreCase)
            .ToEquatableList(),
    };

    private static T Apply<T>(T before, Partial<T>? change)
        where T : class, new() => change is null || change.IsEmpty ? before : Tidy(before, change.ApplyTo(before));

    private static List<RemoteAE> Apply(List<RemoteAE> remotes, RemoteAEChange change)
    {
        var name = change.Name.Trim();
        var index = remotes.FindIndex(remote => string.Equals(remote.Name, name, StringComparison.OrdinalIgnoreCase));
        switch (change.Kind)
        {
            case RemoteAEChangeKind.Create when index >= 0:
                throw Error(ErrorIds.AlreadyExists, ControlErrorCategory.ResourceExists, name,
                    $"There is a remote AE '{remotes[index].Name}' already.", "Change it with Set-OptosDicomAE, or choose another name.");
            case RemoteAEChangeKind.Update or RemoteAEChangeKind.Remove when index < 0:
                throw Error(ErrorIds.NotFound, ControlErrorCategory.ObjectNotFound, name,
                    $"There is no remote AE '{name}'.", "List the remote AEs with Get-OptosDicomAE.");
            case RemoteAEChangeKind.Remove or RemoteAEChangeKind.EnsureAbsent:
                if (index >= 0)
                {
                    remotes.RemoveAt(index);
                }

                break;
            default:
                var before = index >= 0 ? remotes[index] : new RemoteAE { Name = name };
                var after = Apply(before, change.Properties);
                if (index >= 0)
                {
                    remotes[index] = after;
                }
                else
                {
                    remotes.Add(after);
                }

                break;
        }

        return remotes;
    }

    /// <summary>Drops blanks around texts, makes empty ones null where that is allowed, and keeps secrets that are only hidden.</summary>
    private static T Tidy<T>(T before, T after)
        where T : class, new()
    {
        var values = new Dictionary<System.Reflection.PropertyInfo, object?>();
        foreach (var setting in SettingsMetadata.Of<T>())
        {
            var value = setting.Property.GetValue(after);
            if (value is string text)
            {
                var trimmed = text.Trim();
                values[setting.Property] = trimmed.Length == 0 && setting.IsOptional ? null : trimmed;
            }
            else if (value is Secret { IsHidden: true })
            {
                values[setting.Property] = setting.Property.GetValue(before);
            }
            else if (value is Secret secret && secret.Reveal().Length == 0)
            {
                values[setting.Property] = null;
            }
        }

        return (T)SettingsRecord.CopyWith(after, values);
    }

    private static ControlException Error(string id, ControlErrorCategory category, string target, string message, string action) =>
        new(new ControlError { Id = id, Category = category, Target = target, Message = message, RecommendedAction = action });
}
