using System.Text;

namespace OptosAdvance.Dicom.Core;

/// <summary>The data dictionary of the standard. Constant data with binary search: nothing is built at start, every look-up is thread-safe.</summary>
public static partial class DicomDictionary
{
    private static readonly DicomVR[][] RepresentationLists =
        Array.ConvertAll(Representations, static text => Array.ConvertAll(text.Split('|', StringSplitOptions.RemoveEmptyEntries), DicomVR.Parse));

    /// <summary>The number of entries, a repeating group counted once.</summary>
    public static int Count => Tags.Length + RepeatingTags.Length;

    /// <summary>Every entry, those of repeating groups last.</summary>
    public static IEnumerable<DicomDictionaryEntry> Entries
    {
        get
        {
            for (var i = 0; i < Count; i++) yield return Entry(i, TagAt(i));
        }
    }

    /// <summary>Looks a tag up. Private elements and the retired group lengths are not in the dictionary.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>The entry, or null.</returns>
    public static DicomDictionaryEntry? Find(DicomTag tag) => IndexOf(tag) is var i and >= 0 ? Entry(i, tag) : null;

    /// <summary>Looks a keyword up; case matters.</summary>
    /// <param name="keyword">Such as PatientName.</param>
    /// <returns>The entry, or null.</returns>
    public static DicomDictionaryEntry? Find(string keyword)
    {
        if (keyword.Length is 0 or > 128) return null;
        Span<byte> wanted = stackalloc byte[keyword.Length * 3];
        wanted = wanted[..Encoding.UTF8.GetBytes(keyword, wanted)];
        int low = 0, high = ByKeyword.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            int index = ByKeyword[middle];
            var order = wanted.SequenceCompareTo(Field(index, 0));
            if (order == 0) return Entry(index, TagAt(index));
            if (order < 0) high = middle - 1;
            else low = middle + 1;
        }

        return null;
    }

    /// <summary>
    /// The VR to assume where the data does not carry one (implicit VR): the dictionary's, the first of several (OW for pixel data), LO for a private
    /// creator, UL for a group length, else UN (PS3.5 6.2.2, A.1).
    /// </summary>
    /// <param name="tag">The tag.</param>
    public static DicomVR ImplicitVR(DicomTag tag)
    {
        if (tag.IsPrivate) return tag.IsPrivateCreator ? DicomVR.LO : tag.IsGroupLength ? DicomVR.UL : DicomVR.UN;
        var index = IndexOf(tag);
        if (index < 0) return tag.IsGroupLength ? DicomVR.UL : DicomVR.UN;
        var list = RepresentationLists[RepresentationIndexes[index]];
        return list.Length switch
        {
            0 => DicomVR.UN,
            1 => list[0],
            _ => list[^1] == DicomVR.OW ? DicomVR.OW : list[0],
        };
    }

    /// <summary>Whether the dictionary leaves the element open between US and SS.</summary>
    internal static bool IsSignedOrUnsigned(DicomTag tag) =>
        IndexOf(tag) is var i and >= 0 && RepresentationLists[RepresentationIndexes[i]] is [var first, var second] && first == DicomVR.US && second == DicomVR.SS;

    private static DicomTag TagAt(int index) => new(index < Tags.Length ? Tags[index] : RepeatingTags[index - Tags.Length]);

    private static int IndexOf(DicomTag tag)
    {
        var index = Tags.BinarySearch(tag.Value);
        if (index >= 0) return index;

        // Repeating groups are 50xx and 60xx (even only), and a few retired ones elsewhere.
        if (tag.IsPrivate) return -1;
        for (var i = 0; i < RepeatingTags.Length; i++)
        {
            if ((tag.Value & RepeatingMasks[i]) == RepeatingTags[i]) return Tags.Length + i;
        }

        return -1;
    }

    private static DicomDictionaryEntry Entry(int index, DicomTag tag) => new(
        tag,
        Encoding.UTF8.GetString(Field(index, 0)),
        Encoding.UTF8.GetString(Field(index, 1)),
        RepresentationLists[RepresentationIndexes[index]],
        Encoding.UTF8.GetString(Field(index, 2)),
        Field(index, 3).Length > 0);

    /// <summary>0 keyword, 1 name, 2 multiplicity, 3 R when retired.</summary>
    private static ReadOnlySpan<byte> Field(int index, int field)
    {
        var line = Text[LineOffsets[index]..];
        line = line[..line.IndexOf((byte)'\n')];
        for (; field > 0; field--) line = line[(line.IndexOf((byte)'|') + 1)..];
        var end = line.IndexOf((byte)'|');
        return end < 0 ? line : line[..end];
    }
}
