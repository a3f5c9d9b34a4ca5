using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>A type of resource that is a part of the configuration.</summary>
internal abstract class ResourceKind(string name)
{
    /// <summary>Vendor and product of every type.</summary>
    public const string Prefix = "OptosAdvance.Dicom/";

    /// <summary>Name of the section: <c>LocalAE</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Type in documents.</summary>
    public string Type => Prefix + Name;

    /// <summary>Its settings.</summary>
    public abstract EquatableList<SettingMetadata> Settings { get; }

    /// <summary>The change that gives some properties their values.</summary>
    /// <param name="key">Name of the remote AE; null for sections.</param>
    /// <param name="values">Values by property name, of the properties' types.</param>
    /// <param name="exist">Whether it is to exist.</param>
    public abstract ConfigurationChange Change(string? key, IReadOnlyDictionary<string, object?> values, bool exist);

    /// <summary>Names of the properties that a change of this kind gives.</summary>
    public abstract IReadOnlyCollection<string> Given(ConfigurationChange change);

    /// <summary>The value that a change of this kind gives a property.</summary>
    public abstract object? Value(ConfigurationChange change, string property);

    /// <summary>What a target of this kind is in a configuration; null for a remote AE that is not there.</summary>
    public abstract object? Read(ApplianceConfiguration configuration, string target);

    /// <summary>The change with what another change of this kind wants besides; of what both give the other's counts.</summary>
    public abstract ConfigurationChange Merge(ConfigurationChange into, ConfigurationChange change);
}
