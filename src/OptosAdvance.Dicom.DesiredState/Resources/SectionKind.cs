using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A type of resource that there is one of.</summary>
/// <param name="name">Name of the section.</param>
/// <param name="read">The section of a configuration.</param>
/// <param name="given">The part of a change that concerns it.</param>
/// <param name="with">A change with that part.</param>
internal sealed class SectionKind<T>(
    string name,
    Func<ApplianceConfiguration, T> read,
    Func<ConfigurationChange, Partial<T>?> given,
    Func<ConfigurationChange, Partial<T>, ConfigurationChange> with) : ResourceKind(name)
    where T : class, new()
{
    public override EquatableList<SettingMetadata> Settings => SettingsMetadata.Of<T>();

    public override ConfigurationChange Change(string? key, IReadOnlyDictionary<string, object?> values, bool exist) =>
        with(new ConfigurationChange(), values.Aggregate(new Partial<T>(), (partial, pair) => partial.With(pair.Key, pair.Value)));

    public override IReadOnlyCollection<string> Given(ConfigurationChange change) => given(change)?.Given ?? [];

    public override object? Value(ConfigurationChange change, string property) => given(change)!.Get(property);

    public override object? Read(ApplianceConfiguration configuration, string target) => read(configuration);

    public override ConfigurationChange Merge(ConfigurationChange into, ConfigurationChange change)
    {
        var wanted = given(change) ?? new Partial<T>();
        return with(into, wanted.Given.Aggregate(given(into) ?? new Partial<T>(), (partial, name) => partial.With(name, wanted.Get(name))));
    }
}
