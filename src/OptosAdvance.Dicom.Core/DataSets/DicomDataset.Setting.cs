using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <content>Values into elements.</content>
public sealed partial class DicomDataset
{
    /// <summary>Sets values given as text; numbers are parsed where the VR is binary. The VR is that of the element already there, else the dictionary's.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="values">The values, without padding; none for an empty element.</param>
    /// <returns>This data set.</returns>
    /// <exception cref="ArgumentException">The tag is not in the dictionary, or is of a sequence or of bytes.</exception>
    /// <exception cref="FormatException">A value of a binary VR is not a number.</exception>
    public DicomDataset Set(DicomTag tag, params string[] values) => Set(tag, RepresentationFor(tag, false), values);

    /// <summary>Sets values given as text; numbers are parsed where the VR is binary.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">A VR of text or numbers.</param>
    /// <param name="values">The values, without padding; none for an empty element.</param>
    /// <returns>This data set.</returns>
    /// <exception cref="ArgumentException">The VR is of a sequence or of bytes.</exception>
    /// <exception cref="FormatException">A value of a binary VR is not a number.</exception>
    public DicomDataset Set(DicomTag tag, DicomVR vr, params string[] values)
    {
        ArgumentNullException.ThrowIfNull(vr);
        ArgumentNullException.ThrowIfNull(values);
        if (vr.IsText) return SetText(tag, vr, string.Join('\\', values));
        if (values.Length == 0) return Set(vr == DicomVR.SQ ? new DicomSequence(tag) : new DicomElement(tag, vr, default));
        if (vr == DicomVR.AT) return SetTags(tag, [.. values.Select(DicomTag.Parse)]);
        if (vr.IsBulk || vr == DicomVR.SQ) throw new ArgumentException($"{tag}: the VR {vr} does not take text.", nameof(vr));
        return vr == DicomVR.FL || vr == DicomVR.FD
            ? Set(new DicomElement(tag, vr, DicomNumbers.Encode(vr, [.. values.Select(v => double.Parse(v, NumberStyles.Float, CultureInfo.InvariantCulture))])))
            : Set(new DicomElement(tag, vr, DicomNumbers.Encode(vr, [.. values.Select(v => Int128.Parse(v, Integer, CultureInfo.InvariantCulture))])));
    }

    /// <summary>Sets integers, in binary or as text as the VR asks.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="values">The values.</param>
    /// <returns>This data set.</returns>
    /// <exception cref="ArgumentException">The tag is not in the dictionary, or not of numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value does not fit the VR.</exception>
    public DicomDataset Set(DicomTag tag, params long[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var vr = RepresentationFor(tag, values.Any(v => v < 0));
        return vr.IsText
            ? SetText(tag, vr, string.Join('\\', values.Select(v => v.ToString(CultureInfo.InvariantCulture))))
            : Set(new DicomElement(tag, vr, DicomNumbers.Encode(vr, [.. values.Select(v => (Int128)v)])));
    }

    /// <summary>Sets numbers, in binary or as text as the VR asks. Text of DS is rounded to its 16 characters.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="values">The values.</param>
    /// <returns>This data set.</returns>
    /// <exception cref="ArgumentException">The tag is not in the dictionary, or not of numbers with a fraction.</exception>
    public DicomDataset Set(DicomTag tag, params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var vr = RepresentationFor(tag, false);
        return vr.IsText
            ? SetText(tag, vr, string.Join('\\', values.Select(DicomNumbers.FormatDecimalString)))
            : Set(new DicomElement(tag, vr, DicomNumbers.Encode(vr, values)));
    }

    /// <summary>Sets a UID.</summary>
    /// <param name="tag">The tag, of VR UI.</param>
    /// <param name="uid">The UID.</param>
    /// <returns>This data set.</returns>
    public DicomDataset Set(DicomTag tag, DicomUid uid) => Set(tag, uid.Value);

    /// <summary>Sets a sequence of items.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="items">The items; each must not belong to a sequence yet.</param>
    /// <returns>This data set.</returns>
    public DicomDataset Set(DicomTag tag, params DicomDataset[] items) => Set(new DicomSequence(tag, items));

    /// <summary>Sets tags (AT).</summary>
    /// <param name="tag">The tag of the element.</param>
    /// <param name="values">The values.</param>
    /// <returns>This data set.</returns>
    public DicomDataset SetTags(DicomTag tag, params DicomTag[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Set(new DicomElement(tag, DicomVR.AT, DicomNumbers.Encode(DicomVR.AT, [.. values.Select(v => (Int128)v.Value)])));
    }

    /// <summary>Sets an encoded value.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="value">The value field, little endian; not copied.</param>
    /// <param name="vr">The VR; null for the dictionary's.</param>
    /// <returns>This data set.</returns>
    public DicomDataset SetBytes(DicomTag tag, ReadOnlyMemory<byte> value, DicomVR? vr = null) =>
        Set(new DicomElement(tag, vr ?? RepresentationFor(tag, false), value));

    /// <summary>Sets an element without a value, as a universal key of a query is.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">The VR; null for the dictionary's.</param>
    /// <returns>This data set.</returns>
    public DicomDataset SetEmpty(DicomTag tag, DicomVR? vr = null) =>
        (vr ?? RepresentationFor(tag, false)) is var known && known == DicomVR.SQ ? Set(new DicomSequence(tag)) : Set(new DicomElement(tag, known, default));

    private DicomDataset SetText(DicomTag tag, DicomVR vr, string text)
    {
        var bytes = (tag == DicomTag.SpecificCharacterSet ? DicomCharacterSet.Default : CharacterSet).Encode(text, vr);
        if ((bytes.Length & 1) != 0) bytes = [.. bytes, vr.PaddingByte];
        return Set(new DicomElement(tag, vr, bytes));
    }

    private DicomVR RepresentationFor(DicomTag tag, bool isNegative)
    {
        if (this[tag] is { } present && !(isNegative && present.VR == DicomVR.US)) return present.VR;
        if (tag.IsPrivateCreator) return DicomVR.LO;
        if (tag.IsGroupLength) return DicomVR.UL;
        if (DicomDictionary.Find(tag) is not { Representations: { Count: > 0 } list })
        {
            throw new ArgumentException($"{tag} is not in the dictionary: its VR has to be given.", nameof(tag));
        }

        if (list.Count == 1) return list[0];
        return isNegative && list.Contains(DicomVR.SS) ? DicomVR.SS : DicomDictionary.ImplicitVR(tag);
    }
}
