namespace OptosAdvance.Dicom.Core;

/// <summary>A data element with a value. Immutable as long as nobody writes to the array behind <see cref="Value"/>.</summary>
public sealed class DicomElement : DicomItem
{
    /// <summary>Makes an element from an encoded value.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">Any VR but SQ.</param>
    /// <param name="value">The value field, little endian. Odd lengths are padded when written.</param>
    /// <exception cref="ArgumentException">The VR is SQ, or the tag is a delimiter.</exception>
    public DicomElement(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> value)
        : base(tag, vr)
    {
        if (vr == DicomVR.SQ) throw new ArgumentException($"{tag}: a sequence is a {nameof(DicomSequence)}.", nameof(vr));
        Value = value;
    }

    /// <summary>The value field: numbers in little endian, text in the character set of the data set, padding included.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <inheritdoc/>
    internal override DicomItem Clone() => this;
}
