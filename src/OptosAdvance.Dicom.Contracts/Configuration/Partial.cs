using System.Linq.Expressions;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// Some of the properties of <typeparamref name="T"/>. A property that is not given differs from every value that it could
/// have, null included. Immutable; a JSON object of the given properties.
/// </summary>
/// <typeparam name="T">A settings record.</typeparam>
[JsonConverter(typeof(PartialJsonConverterFactory))]
public sealed class Partial<T> : IEquatable<Partial<T>>
    where T : class, new()
{
    private readonly SortedDictionary<string, object?> _values;

    /// <summary>Nothing is given.</summary>
    public Partial()
        : this(new SortedDictionary<string, object?>(StringComparer.Ordinal))
    {
    }

    private Partial(SortedDictionary<string, object?> values) => _values = values;

    /// <summary>Names of the properties that are given, in ordinal order.</summary>
    public IReadOnlyCollection<string> Given => _values.Keys;

    /// <summary>Nothing is given.</summary>
    public bool IsEmpty => _values.Count == 0;

    /// <summary>Whether the property is given; the case of the name does not matter.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> has no such property.</exception>
    public bool IsGiven(string property) => _values.ContainsKey(SettingsType<T>.Property(property).Name);

    /// <summary>Whether the property is given.</summary>
    public bool IsGiven<TValue>(Expression<Func<T, TValue>> property) => IsGiven(NameOf(property));

    /// <summary>The value that is given, which may be null.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> has no such property.</exception>
    /// <exception cref="KeyNotFoundException">The property is not given.</exception>
    public object? Get(string property)
    {
        var name = SettingsType<T>.Property(property).Name;
        return _values.TryGetValue(name, out var value)
            ? value
            : throw new KeyNotFoundException($"{name} is not given.");
    }

    /// <summary>The value that is given, which may be null.</summary>
    /// <exception cref="KeyNotFoundException">The property is not given.</exception>
    public TValue Get<TValue>(Expression<Func<T, TValue>> property) => (TValue)Get(NameOf(property))!;

    /// <summary>The same with the property given.</summary>
    /// <param name="property">Name of a property; its case does not matter.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">No such property, or the value is not of its type.</exception>
    public Partial<T> With(string property, object? value)
    {
        var info = SettingsType<T>.Property(property);
        SettingsType<T>.CheckValue(info, value);
        var values = new SortedDictionary<string, object?>(_values, StringComparer.Ordinal) { [info.Name] = value };
        return new Partial<T>(values);
    }

    /// <summary>The same with the property given.</summary>
    public Partial<T> With<TValue>(Expression<Func<T, TValue>> property, TValue value) => With(NameOf(property), value);

    /// <summary>The same without the property.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> has no such property.</exception>
    public Partial<T> Without(string property)
    {
        var values = new SortedDictionary<string, object?>(_values, StringComparer.Ordinal);
        values.Remove(SettingsType<T>.Property(property).Name);
        return new Partial<T>(values);
    }

    /// <summary>A copy of <paramref name="settings"/> with the given properties replaced.</summary>
    public T ApplyTo(T settings) => SettingsType<T>.CopyWith(settings, _values);

    /// <inheritdoc/>
    public bool Equals(Partial<T>? other) =>
        other is not null && _values.Count == other._values.Count &&
        _values.All(pair => other._values.TryGetValue(pair.Key, out var value) && Equals(pair.Value, value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Partial<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var pair in _values)
        {
            hash = unchecked((((hash * 31) + StringComparer.Ordinal.GetHashCode(pair.Key)) * 31) + (pair.Value?.GetHashCode() ?? 0));
        }

        return hash;
    }

    /// <summary>The given properties, for people; a <see cref="Secret"/> is shown as <c>***</c>.</summary>
    public override string ToString() =>
        string.Join(", ", _values.Select(pair => $"{pair.Key}={pair.Value}"));

    private static string NameOf(LambdaExpression property) =>
        property.Body is MemberExpression { Member: var member }
            ? member.Name
            : throw new ArgumentException("The expression must name a property: settings => settings.Port.", nameof(property));
}
