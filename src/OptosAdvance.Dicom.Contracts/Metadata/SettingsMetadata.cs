using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>What is known of the settings of a settings record, from its <see cref="SettingAttribute"/>s.</summary>
public static class SettingsMetadata
{
    private static readonly ConcurrentDictionary<Type, EquatableList<SettingMetadata>> Known = new();

    /// <summary>The settings of <typeparamref name="T"/>, in the order of declaration.</summary>
    public static EquatableList<SettingMetadata> Of<T>()
        where T : class, new() => Of(typeof(T));

    /// <summary>The settings of a type, in the order of declaration.</summary>
    /// <param name="settingsType">A settings record with a parameterless constructor.</param>
    public static EquatableList<SettingMetadata> Of(Type settingsType) => Known.GetOrAdd(settingsType, Read);

    private static EquatableList<SettingMetadata> Read(Type settingsType)
    {
        var defaults = Activator.CreateInstance(settingsType)!;
        return settingsType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (Property: property, Setting: property.GetCustomAttribute<SettingAttribute>()))
            .Where(pair => pair.Setting is not null)
            .Select(pair => Describe(pair.Property, pair.Setting!, pair.Property.GetValue(defaults)))
            .ToEquatableList();
    }

    private static SettingMetadata Describe(PropertyInfo property, SettingAttribute setting, object? defaultValue)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var metadata = new SettingMetadata
        {
            Name = property.Name,
            JsonName = JsonNamingPolicy.CamelCase.ConvertName(property.Name),
            Description = setting.Description,
            ValueType = type,
            // A reference that is null in a new record may stay null.
            IsOptional = defaultValue is null,
            Minimum = double.IsNaN(setting.Minimum) ? null : setting.Minimum,
            Maximum = double.IsNaN(setting.Maximum) ? null : setting.Maximum,
            Unit = setting.Unit,
            Example = setting.Example,
            AllowedValues = type.IsEnum ? Enum.GetNames(type) : [],
            IsSecret = setting.IsSecret,
            IsReadOnly = setting.IsReadOnly,
            Comparison = setting.Comparison,
            Property = property,
        };
        return metadata with { Default = metadata.Display(defaultValue) };
    }
}
