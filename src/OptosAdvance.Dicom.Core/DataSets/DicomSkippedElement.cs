namespace OptosAdvance.Dicom.Core;

/// <summary>A data element whose value was left where it is, because it is larger than the reader was told to take. It cannot be written.</summary>
public sealed class DicomSkippedElement : DicomItem
{
    /// <summary>Tells where the value is.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">The VR.</param>
    /// <param name="position">The position of the value in bytes from the start of the stream that was read (inflated, if it was deflated).</param>
    /// <param name="length">The length of the value in bytes.</param>
    public DicomSkippedElement(DicomTag tag, DicomVR vr, long position, uint length)
        : base(tag, vr)
    {
        Position = position;
        Length = length;
    }

    /// <summary>The position of the value in bytes from the start of the stream that was read (inflated, if it was deflated).</summary>
    public long Position { get; }

    /// <summary>The length of the value in bytes.</summary>
    public uint Length { get; }

    /// <inheritdoc/>
    internal override DicomItem Clone() => this;
}
