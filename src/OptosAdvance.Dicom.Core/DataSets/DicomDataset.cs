using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace OptosAdvance.Dicom.Core;

/// <summary>
/// A data set: elements ordered by tag, each tag once. Not safe for concurrent changes; concurrent reading is fine.
/// </summary>
public sealed partial class DicomDataset : IEnumerable<DicomItem>
{
    private List<DicomItem> _items = [];
    private DicomCharacterSet? _ownCharacterSet;

    /// <summary>The number of elements of this level.</summary>
    public int Count => _items.Count;

    /// <summary>The sequence that this data set is an item of; null for a data set of its own.</summary>
    public DicomSequence? Sequence { get; internal set; }

    /// <summary>The data set around it, when it is an item of a sequence that is in one.</summary>
    public DicomDataset? Parent => Sequence?.Dataset;

    /// <summary>
    /// The character set of text: what Specific Character Set (0008,0005) says here, else in the data set around (PS3.5 7.5.3), else the default
    /// repertoire. Set (0008,0005) before text: text that is there already is not re-encoded.
    /// </summary>
    public DicomCharacterSet CharacterSet
    {
        get
        {
            if (_ownCharacterSet is not null) return _ownCharacterSet;
            if (this[DicomTag.SpecificCharacterSet] is not DicomElement element) return Parent?.CharacterSet ?? DicomCharacterSet.Default;
            return _ownCharacterSet = DicomCharacterSet.FromSpecificCharacterSet(DicomText.Split(DicomCharacterSet.Default.Decode(element.Value.Span, DicomVR.CS), DicomVR.CS));
        }
    }

    /// <summary>The element of a tag, or null when it is absent.</summary>
    /// <param name="tag">The tag.</param>
    public DicomItem? this[DicomTag tag] => IndexOf(tag) is var i and >= 0 ? _items[i] : null;

    /// <summary>Whether the element is there, with or without a value.</summary>
    /// <param name="tag">The tag.</param>
    public bool Contains(DicomTag tag) => IndexOf(tag) >= 0;

    /// <summary>Looks an element up.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="item">The element, when it is there.</param>
    /// <returns>Whether it is there.</returns>
    public bool TryGet(DicomTag tag, [NotNullWhen(true)] out DicomItem? item) => (item = this[tag]) is not null;

    /// <summary>Adds an element, in place of the one with the same tag.</summary>
    /// <param name="item">The element.</param>
    /// <returns>This data set.</returns>
    /// <exception cref="InvalidOperationException">A sequence belongs to another data set already.</exception>
    public DicomDataset Set(DicomItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var index = _items.Count == 0 || _items[^1].Tag < item.Tag ? ~_items.Count : IndexOf(item.Tag);
        if (item is DicomSequence sequence)
        {
            if (sequence.Dataset is not null && !ReferenceEquals(sequence.Dataset, this))
            {
                throw new InvalidOperationException($"The sequence {item.Tag} belongs to another data set; add a clone of that.");
            }

            sequence.Dataset = this;
        }

        if (index < 0)
        {
            _items.Insert(~index, item);
        }
        else
        {
            Release(_items[index], item);
            _items[index] = item;
        }

        if (item.Tag == DicomTag.SpecificCharacterSet) _ownCharacterSet = null;
        return this;
    }

    /// <summary>Removes an element.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(DicomTag tag)
    {
        var index = IndexOf(tag);
        if (index < 0) return false;
        Release(_items[index], null);
        _items.RemoveAt(index);
        if (tag == DicomTag.SpecificCharacterSet) _ownCharacterSet = null;
        return true;
    }

    /// <summary>Copies the data set and its sequences. The bytes of values are shared.</summary>
    public DicomDataset Clone()
    {
        var copy = new DicomDataset();
        foreach (var item in _items) copy.Set(item.Clone());
        return copy;
    }

    /// <summary>The elements in ascending order of their tags.</summary>
    public IEnumerator<DicomItem> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// Takes over the elements of a data set that was empty. They need not be in order; the last of several with the same tag stays. Sorts once, so
    /// that data in an unlucky order costs no more than any other.
    /// </summary>
    internal void Load(List<DicomItem> items)
    {
        _items = IsAscending(items) ? items : Sort(items);
        foreach (var item in _items)
        {
            if (item is DicomSequence sequence) sequence.Dataset = this;
        }
    }

    private static bool IsAscending(List<DicomItem> items)
    {
        for (var i = 1; i < items.Count; i++)
        {
            if (items[i].Tag <= items[i - 1].Tag) return false;
        }

        return true;
    }

    private static List<DicomItem> Sort(List<DicomItem> items)
    {
        var keys = new ulong[items.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = ((ulong)items[i].Tag.Value << 32) | (uint)i;
        Array.Sort(keys);
        var sorted = new List<DicomItem>(keys.Length);
        foreach (var key in keys)
        {
            var item = items[(int)(uint)key];
            if (sorted.Count > 0 && sorted[^1].Tag == item.Tag) sorted[^1] = item;
            else sorted.Add(item);
        }

        return sorted;
    }

    private static void Release(DicomItem old, DicomItem? replacement)
    {
        if (old is DicomSequence sequence && !ReferenceEquals(old, replacement)) sequence.Dataset = null;
    }

    private int IndexOf(DicomTag tag)
    {
        int low = 0, high = _items.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = _items[middle].Tag;
            if (found == tag) return middle;
            if (found < tag) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
