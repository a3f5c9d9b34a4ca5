using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// An immutable list that is equal to another when its items are equal, in order. A JSON array. Made by a collection
/// expression, from an array, or by <see cref="EquatableList.Create{T}"/>.
/// </summary>
/// <typeparam name="T">Type of an item.</typeparam>
[CollectionBuilder(typeof(EquatableList), nameof(EquatableList.Create))]
[JsonConverter(typeof(EquatableListJsonConverterFactory))]
public sealed class EquatableList<T> : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    private readonly T[] _items;

    internal EquatableList(T[] ownedItems) => _items = ownedItems;

    /// <summary>The list without items.</summary>
#pragma warning disable CA1000 // As ImmutableArray<T>.Empty and Array.Empty: the type argument is what the caller states.
    public static EquatableList<T> Empty { get; } = new([]);
#pragma warning restore CA1000

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>A list of the array's items; null gives the empty list.</summary>
#pragma warning disable CA2225 // EquatableList.Create is the named alternative.
    public static implicit operator EquatableList<T>(T[]? items) => EquatableList.Create<T>(items.AsSpan());
#pragma warning restore CA2225

    /// <inheritdoc/>
    public bool Equals(EquatableList<T>? other) =>
        other is not null && (ReferenceEquals(this, other) || _items.SequenceEqual(other._items));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var item in _items)
        {
            hash = unchecked((hash * 31) + (item is null ? 0 : EqualityComparer<T>.Default.GetHashCode(item)));
        }

        return hash;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>The items, separated by a comma.</summary>
    public override string ToString() => string.Join(", ", _items);
}
