using System.Reflection;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>The properties of a settings record, found once.</summary>
internal static class SettingsType<T>
    where T : class, new()
{
    private static readonly Dictionary<string, PropertyInfo> ByName =
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every property that can be set.</summary>
    public static IReadOnlyCollection<PropertyInfo> Properties => ByName.Values;

    /// <exception cref="ArgumentException">There is no such property.</exception>
    public static PropertyInfo Property(string name) => ByName.TryGetValue(name, out var property)
        ? property
        : throw new ArgumentException(
            $"'{name}' is not a property of {typeof(T).Name}. Its properties are {string.Join(", ", Properties.Select(p => p.Name))}.", nameof(name));

    /// <exception cref="ArgumentException">The value cannot be a value of the property.</exception>
    public static void CheckValue(PropertyInfo property, object? value)
    {
        var type = property.PropertyType;
        var underlying = Nullable.GetUnderlyingType(type);
        var fits = value is null ? !type.IsValueType || underlying is not null : (underlying ?? type).IsInstanceOfType(value);
        if (!fits)
        {
            throw new ArgumentException(
                $"{property.Name} is a {(underlying ?? type).Name}; {(value is null ? "null" : $"a {value.GetType().Name}")} is not one.", nameof(value));
        }
    }

    public static T CopyWith(T settings, IEnumerable<KeyValuePair<string, object?>> values) =>
        (T)SettingsRecord.CopyWith(settings, values.Select(pair => new KeyValuePair<PropertyInfo, object?>(Property(pair.Key), pair.Value)));
}
