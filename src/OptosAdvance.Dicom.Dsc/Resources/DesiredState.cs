using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>What is wanted of an instance. Only what is given is managed.</summary>
internal sealed class DesiredState
{
    /// <summary>Whether the instance is to exist.</summary>
    public bool Exist { get; init; } = true;

    /// <summary>Value of the key; null for a resource without one.</summary>
    public string? Key { get; init; }

    /// <summary>Properties given that can be set, by meaning. The key is not among them.</summary>
    public required IReadOnlyDictionary<SettingMetadata, object?> Values { get; init; }

    /// <summary>The same as the contract writes them.</summary>
    public required JsonObject Properties { get; init; }

    /// <summary>The value given for a property; the default of its type when it is not given.</summary>
    public T? Value<T>(string property)
    {
        foreach (var (setting, value) in Values)
        {
            if (setting.Name == property)
            {
                return (T?)value;
            }
        }

        return default;
    }
}
