using System.Buffers.Binary;
using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <content>Values out of elements.</content>
public sealed partial class DicomDataset
{
    private const NumberStyles Integer = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>The value field of an element, or null when it is absent, a sequence or encapsulated.</summary>
    /// <param name="tag">The tag.</param>
    public ReadOnlyMemory<byte>? GetBytes(DicomTag tag) => this[tag] is DicomElement element ? element.Value : null;

    /// <summary>The first value as text: null when the element is absent or not made of values (a sequence, OB ...), empty when it has no value.</summary>
    /// <param name="tag">The tag.</param>
    public string? GetString(DicomTag tag) => GetStrings(tag) is { } values ? values.Length > 0 ? values[0] : "" : null;

    /// <summary>
    /// All values as text without padding: null when the element is absent or not made of values (a sequence, OB ...), none when it is empty.
    /// Numbers are written invariantly, tags as (gggg,eeee). UN is read as text of the default repertoire, so that private text can be seen.
    /// </summary>
    /// <param name="tag">The tag.</param>
    public string[]? GetStrings(DicomTag tag)
    {
        if (this[tag] is not DicomElement element) return null;
        if (element.VR.IsText) return DicomText.Split(CharacterSet.Decode(element.Value.Span, element.VR), element.VR);
        if (element.VR == DicomVR.UN) return DicomText.Split(DicomCharacterSet.Default.Decode(element.Value.Span, DicomVR.LO), DicomVR.LO);
        return element.VR.IsBulk ? null : Numbers(element, static (bytes, vr) => Format(bytes, vr));
    }

    /// <summary>The first value as a UID: null when the element is absent, the empty UID when it has no value.</summary>
    /// <param name="tag">The tag.</param>
    public DicomUid? GetUid(DicomTag tag) => GetString(tag) is { } text ? new DicomUid(text) : null;

    /// <summary>The sequence of a tag, or null when the element is absent or not a sequence.</summary>
    /// <param name="tag">The tag.</param>
    public DicomSequence? GetSequence(DicomTag tag) => this[tag] as DicomSequence;

    /// <summary>The first value as an integer, or null when the element is absent or empty.</summary>
    /// <param name="tag">The tag.</param>
    /// <exception cref="DicomFormatException">The value is not an integer of 32 bits.</exception>
    public int? GetInt32(DicomTag tag) => GetInt64(tag) is { } value
        ? value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new DicomFormatException($"{value} does not fit 32 bits.", -1, tag)
        : null;

    /// <summary>The first value as an integer, or null when the element is absent or empty.</summary>
    /// <param name="tag">The tag.</param>
    /// <exception cref="DicomFormatException">The value is not an integer of 64 bits.</exception>
    public long? GetInt64(DicomTag tag) => GetInt64s(tag) is { Length: > 0 } values ? values[0] : null;

    /// <summary>All values as integers: null when the element is absent or not made of numbers, none when it is empty.</summary>
    /// <param name="tag">The tag.</param>
    /// <exception cref="DicomFormatException">A value is not an integer of 64 bits.</exception>
    public long[]? GetInt64s(DicomTag tag)
    {
        if (this[tag] is not DicomElement element) return null;
        if (element.VR.IsText || element.VR == DicomVR.UN) return [.. GetStrings(tag)!.Select(text => ParseInteger(text, tag))];
        return Numbers(element, (bytes, vr) => vr.Code switch
        {
            "US" or "OW" => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            "SS" => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            "UL" or "OL" => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            "SL" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            "SV" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            "UV" or "OV" => BinaryPrimitives.ReadUInt64LittleEndian(bytes) is var n and <= long.MaxValue
                ? (long)n : throw new DicomFormatException("The number does not fit 63 bits.", -1, tag),
            "AT" => ReadTag(bytes).Value,
            "OB" => bytes[0],
            _ => ReadDouble(bytes, vr) is var d && d == Math.Floor(d) && Math.Abs(d) < 1L << 62
                ? (long)d : throw new DicomFormatException("The number is not an integer.", -1, tag),
        });
    }

    /// <summary>The first value as a number, or null when the element is absent or empty.</summary>
    /// <param name="tag">The tag.</param>
    /// <exception cref="DicomFormatException">The value is not a number.</exception>
    public double? GetDouble(DicomTag tag) => GetDoubles(tag) is { Length: > 0 } values ? values[0] : null;

    /// <summary>All values as numbers: null when the element is absent or not made of numbers, none when it is empty.</summary>
    /// <param name="tag">The tag.</param>
    /// <exception cref="DicomFormatException">A value is not a number.</exception>
    public double[]? GetDoubles(DicomTag tag)
    {
        if (this[tag] is not DicomElement element) return null;
        if (element.VR.IsText || element.VR == DicomVR.UN) return [.. GetStrings(tag)!.Select(text => ParseNumber(text, tag))];
        if (element.VR.Code is "FL" or "OF" or "FD" or "OD") return Numbers(element, ReadDouble);
        return GetInt64s(tag) is { } integers ? [.. integers.Select(i => (double)i)] : null;
    }

    /// <summary>All values as tags (AT): null when the element is absent or of another VR.</summary>
    /// <param name="tag">The tag.</param>
    public DicomTag[]? GetTags(DicomTag tag) =>
        this[tag] is DicomElement element && element.VR == DicomVR.AT ? Numbers(element, static (bytes, _) => ReadTag(bytes)) : null;

    private static T[] Numbers<T>(DicomElement element, Func<ReadOnlySpan<byte>, DicomVR, T> read)
    {
        var size = element.VR.ValueSize;
        var bytes = element.Value.Span;
        var values = new T[bytes.Length / size];
        for (var i = 0; i < values.Length; i++) values[i] = read(bytes.Slice(i * size, size), element.VR);
        return values;
    }

    private static string Format(ReadOnlySpan<byte> bytes, DicomVR vr) => vr.Code switch
    {
        "US" => BinaryPrimitives.ReadUInt16LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        "SS" => BinaryPrimitives.ReadInt16LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        "UL" => BinaryPrimitives.ReadUInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        "SL" => BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        "SV" => BinaryPrimitives.ReadInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        "UV" => BinaryPrimitives.ReadUInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
        "FL" => BinaryPrimitives.ReadSingleLittleEndian(bytes).ToString("R", CultureInfo.InvariantCulture),
        "FD" => BinaryPrimitives.ReadDoubleLittleEndian(bytes).ToString("R", CultureInfo.InvariantCulture),
        _ => ReadTag(bytes).ToString(),
    };

    private static double ReadDouble(ReadOnlySpan<byte> bytes, DicomVR vr) =>
        vr.ValueSize == 4 ? BinaryPrimitives.ReadSingleLittleEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);

    private static DicomTag ReadTag(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));

    private static long ParseInteger(string text, DicomTag tag)
    {
        if (long.TryParse(text, Integer, CultureInfo.InvariantCulture, out var value)) return value;

        // DS, and IS of careless writers, has integers such as 12.0.
        var number = ParseNumber(text, tag);
        return number == Math.Floor(number) && Math.Abs(number) < 1L << 53
            ? (long)number : throw new DicomFormatException($"'{text}' is not an integer.", -1, tag);
    }

    private static double ParseNumber(string text, DicomTag tag) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value : throw new DicomFormatException($"'{text}' is not a number.", -1, tag);
}
