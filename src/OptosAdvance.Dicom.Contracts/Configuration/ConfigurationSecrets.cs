namespace OptosAdvance.Dicom.Contracts;

/// <summary>What may happen to the secrets of a configuration.</summary>
public static class ConfigurationSecrets
{
    /// <summary>The configuration with every secret that is set replaced by <see cref="Secret.Hidden"/>.</summary>
    public static ApplianceConfiguration HideSecrets(this ApplianceConfiguration configuration) => configuration.MapSecrets(_ => Secret.Hidden);

    /// <summary>The configuration with every secret that is set replaced by what <paramref name="map"/> makes of it.</summary>
    public static ApplianceConfiguration MapSecrets(this ApplianceConfiguration configuration, Func<Secret, Secret> map) =>
        ConfigurationSections.Map(configuration, settings => MapSecrets(settings, map));

    private static object MapSecrets(object settings, Func<Secret, Secret> map)
    {
        var replaced = SettingsMetadata.Of(settings.GetType())
            .Where(setting => setting.IsSecret)
            .Select(setting => (setting.Property, Value: setting.Property.GetValue(settings) as Secret))
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Property, pair => (object?)map(pair.Value!));
        return replaced.Count == 0 ? settings : SettingsRecord.CopyWith(settings, replaced);
    }
}
