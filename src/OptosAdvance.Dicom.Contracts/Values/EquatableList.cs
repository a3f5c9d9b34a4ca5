namespace OptosAdvance.Dicom.Contracts;

/// <summary>Makes <see cref="EquatableList{T}"/>s.</summary>
public static class EquatableList
{
    /// <summary>A list of a copy of the items.</summary>
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> items) =>
        items.IsEmpty ? EquatableList<T>.Empty : new EquatableList<T>(items.ToArray());

    /// <summary>A list of a copy of the items.</summary>
    public static EquatableList<T> ToEquatableList<T>(this IEnumerable<T> items)
    {
        var copy = items.ToArray();
        return copy.Length == 0 ? EquatableList<T>.Empty : new EquatableList<T>(copy);
    }
}
