using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <summary>The tag of a data element (PS3.5 7.1.1): a group and an element number. Sorts as data sets do.</summary>
/// <param name="Group">The group number; odd groups are private.</param>
/// <param name="Element">The element number within the group.</param>
public readonly partial record struct DicomTag(ushort Group, ushort Element) : IComparable<DicomTag>
{
    /// <summary>Makes a tag from one number, group in the upper 16 bits.</summary>
    /// <param name="value">For example 0x00100010.</param>
    public DicomTag(uint value)
        : this((ushort)(value >> 16), (ushort)value)
    {
    }

    /// <summary>The tag as one number, group in the upper 16 bits.</summary>
    public uint Value => ((uint)Group << 16) | Element;

    /// <summary>Whether the group is odd.</summary>
    public bool IsPrivate => (Group & 1) != 0;

    /// <summary>Whether the element reserves a private block: (gggg,0010-00FF) of an odd group (PS3.5 7.8.1).</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x10 and <= 0xFF;

    /// <summary>Whether the element is the length of its group (gggg,0000).</summary>
    public bool IsGroupLength => Element == 0;

    /// <summary>Whether the tag is one of the three that structure sequences (group FFFE).</summary>
    public bool IsDelimiter => Group == 0xFFFE;

    /// <summary>The keyword of PS3.6, or an empty string when the dictionary does not have the tag.</summary>
    public string Keyword => DicomDictionary.Find(this)?.Keyword ?? "";

    /// <summary>Whether a tag sorts before another.</summary>
    public static bool operator <(DicomTag left, DicomTag right) => left.Value < right.Value;

    /// <summary>Whether a tag sorts after another.</summary>
    public static bool operator >(DicomTag left, DicomTag right) => left.Value > right.Value;

    /// <summary>Whether a tag sorts before another or is the same.</summary>
    public static bool operator <=(DicomTag left, DicomTag right) => left.Value <= right.Value;

    /// <summary>Whether a tag sorts after another or is the same.</summary>
    public static bool operator >=(DicomTag left, DicomTag right) => left.Value >= right.Value;

    /// <summary>Reads a tag written as <c>(0010,0010)</c>, <c>0010,0010</c>, <c>00100010</c> or as its keyword (case matters).</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static DicomTag Parse(string text) =>
        TryParse(text, out var tag) ? tag : throw new FormatException($"'{text}' is neither a tag such as (0010,0010) or 00100010 nor a keyword such as PatientName.");

    /// <summary>Reads a tag as <see cref="Parse"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tag">The tag, when the text is one.</param>
    /// <returns>Whether the text is a tag.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out DicomTag tag)
    {
        tag = default;
        if (text is null) return false;
        var hex = text.AsSpan().Trim();
        if (hex is ['(', .., ')']) hex = hex[1..^1];
        if (hex.Length == 9 && hex[4] == ',') hex = string.Concat(hex[..4], hex[5..]);
        if (hex.Length == 8 && uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            tag = new DicomTag(value);
            return true;
        }

        if (DicomDictionary.Find(text.Trim()) is not { } entry) return false;
        tag = entry.Tag;
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(DicomTag other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Value;

    /// <summary>The tag as <c>(0010,0010)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");
}
