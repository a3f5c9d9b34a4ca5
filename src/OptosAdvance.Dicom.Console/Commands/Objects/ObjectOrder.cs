using System.Globalization;
using System.Management.Automation;

namespace OptosAdvance.Dicom.Console;

/// <summary>The order in which the sorting commands put objects: numbers by value, text by culture, what cannot be compared by its text.</summary>
internal sealed class ObjectOrder(bool caseSensitive, CultureInfo culture) : IComparer<object?>, IEqualityComparer<object?>
{
    public int Compare(object? x, object? y)
    {
        var first = Base(x);
        var second = Base(y);
        if (first is null || second is null)
        {
            // Nothing stands before everything.
            return (first is null ? 0 : 1) - (second is null ? 0 : 1);
        }

        if (first is string || second is string)
        {
            return CompareText(first, second);
        }

        return LanguagePrimitives.TryCompare(first, second, !caseSensitive, culture, out var result) ? result : CompareText(first, second);
    }

    bool IEqualityComparer<object?>.Equals(object? x, object? y) => Compare(x, y) == 0;

    // Values of different types may be equal (1 and 1.0), so the hash may only depend on what they share: nothing cheap.
    int IEqualityComparer<object?>.GetHashCode(object? obj) => 0;

    private static object? Base(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    private int CompareText(object first, object second) => string.Compare(
        Convert.ToString(first, culture), Convert.ToString(second, culture), culture, caseSensitive ? CompareOptions.None : CompareOptions.IgnoreCase);
}
