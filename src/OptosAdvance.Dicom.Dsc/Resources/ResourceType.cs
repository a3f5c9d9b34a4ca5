using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>A resource as DSC knows it. How its state is read and changed is said by its <see cref="IResourceState"/>; the rest is the same for all.</summary>
/// <param name="ShortName">Name on the command line.</param>
/// <param name="Description">One sentence for the manifest.</param>
/// <param name="SettingsType">Record of the contract that describes its properties.</param>
/// <param name="InstanceName">Name of the instance in an exported document; null when the key is its name.</param>
/// <param name="Key">Property that tells instances apart; null for a resource that exists once.</param>
/// <param name="State">Opens its state.</param>
internal sealed record ResourceType(
    string ShortName, string Description, Type SettingsType, string? InstanceName, string? Key, Func<ResourceContext, IResourceState> State)
{
    /// <summary>Makes the one of several ways to write a value that the state uses; null where comparing by meaning is enough.</summary>
    public Func<SettingMetadata, object?, object?>? Normalize { get; init; }

    /// <summary>Name of the type: <c>OptosAdvance.Dicom/LocalAE</c>.</summary>
    public string Name => $"OptosAdvance.Dicom/{ShortName}";

    /// <summary>Properties, in the order of declaration.</summary>
    public EquatableList<SettingMetadata> Settings => SettingsMetadata.Of(SettingsType);

    /// <summary>Name of the file with its schema, also within the program.</summary>
    public string SchemaFile => $"{ShortName}.schema.json";

    /// <summary>The property of a name as it stands in JSON; case does not matter.</summary>
    public SettingMetadata? Find(string jsonName)
    {
        foreach (var setting in Settings)
        {
            if (string.Equals(setting.JsonName, jsonName, StringComparison.OrdinalIgnoreCase))
            {
                return setting;
            }
        }

        return null;
    }
}
