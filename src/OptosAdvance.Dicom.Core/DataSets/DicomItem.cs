namespace OptosAdvance.Dicom.Core;

/// <summary>One data element of a data set.</summary>
public abstract class DicomItem
{
    private protected DicomItem(DicomTag tag, DicomVR vr)
    {
        ArgumentNullException.ThrowIfNull(vr);
        if (tag.IsDelimiter) throw new ArgumentException($"{tag} structures sequences; it is not an element of a data set.", nameof(tag));
        Tag = tag;
        VR = vr;
    }

    /// <summary>The tag.</summary>
    public DicomTag Tag { get; }

    /// <summary>The value representation.</summary>
    public DicomVR VR { get; }

    /// <summary>Tag, VR and keyword.</summary>
    public override string ToString() => $"{Tag} {VR} {Tag.Keyword}";

    /// <summary>A copy that belongs to no data set; the bytes of values are shared.</summary>
    internal abstract DicomItem Clone();
}
