using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Remote AEs, each with its name for a key.</summary>
internal sealed class RemoteAEKind() : ResourceKind("RemoteAE")
{
    public override EquatableList<SettingMetadata> Settings => SettingsMetadata.Of<RemoteAE>();

    public override ConfigurationChange Change(string? key, IReadOnlyDictionary<string, object?> values, bool exist) => new()
    {
        RemoteAEs =
        [
            new RemoteAEChange
            {
                Name = key!,
                Kind = exist ? RemoteAEChangeKind.Ensure : RemoteAEChangeKind.EnsureAbsent,
                Properties = exist ? values.Aggregate(new Partial<RemoteAE>(), (partial, pair) => partial.With(pair.Key, pair.Value)) : null,
            },
        ],
    };

    public override IReadOnlyCollection<string> Given(ConfigurationChange change) => change.RemoteAEs[0].Properties?.Given ?? [];

    public override object? Value(ConfigurationChange change, string property) => change.RemoteAEs[0].Properties!.Get(property);

    public override object? Read(ApplianceConfiguration configuration, string target)
    {
        var name = target.Substring(Name.Length + 1);
        return configuration.RemoteAEs.FirstOrDefault(remote => string.Equals(remote.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    public override ConfigurationChange Merge(ConfigurationChange into, ConfigurationChange change) =>
        into with { RemoteAEs = into.RemoteAEs.Concat(change.RemoteAEs).ToEquatableList() };
}
