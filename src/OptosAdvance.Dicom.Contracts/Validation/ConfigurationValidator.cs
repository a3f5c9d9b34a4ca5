namespace OptosAdvance.Dicom.Contracts;

/// <summary>Checks a whole configuration and says everything that is wrong with it at once.</summary>
public static class ConfigurationValidator
{
    /// <summary>Every error; empty for a valid configuration.</summary>
    /// <param name="configuration">What is checked.</param>
    /// <param name="volumeBytes">
    /// Size of the repository's volume in bytes, where it is known: watermarks of different units are compared on it.
    /// </param>
    public static EquatableList<ConfigurationError> Validate(ApplianceConfiguration configuration, long? volumeBytes = null)
    {
        var errors = new List<ConfigurationError>();
        foreach (var (target, settings) in ConfigurationSections.Of(configuration))
        {
            errors.AddRange(RangeRules.Check(target, settings));
        }

        errors.AddRange(LocalAERules.Check(configuration));
        errors.AddRange(RepositoryRules.Check(configuration.Repository, volumeBytes));
        errors.AddRange(NotificationRules.Check(configuration.Notification));
        errors.AddRange(AuditRules.Check(configuration.Audit));
        errors.AddRange(RemoteAERules.Check(configuration.RemoteAEs));
        return errors.ToEquatableList();
    }

    /// <summary>What holds but deserves a look; one sentence each.</summary>
    public static EquatableList<string> Warnings(ApplianceConfiguration configuration) =>
        ConfigurationWarnings.Of(configuration).ToEquatableList();
}
