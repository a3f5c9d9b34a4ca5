namespace OptosAdvance.Dicom.Core;

/// <summary>One step of <see cref="DicomTokenizer"/>.</summary>
public readonly ref struct DicomToken
{
    /// <summary>The length of what is delimited instead.</summary>
    public const uint UndefinedLength = 0xFFFFFFFF;

    internal DicomToken(DicomTokenKind kind, DicomTag tag, DicomVR vr, uint length, int depth, long position, ReadOnlySpan<byte> data)
    {
        Kind = kind;
        Tag = tag;
        VR = vr;
        Length = length;
        Depth = depth;
        Position = position;
        Data = data;
    }

    /// <summary>What was found.</summary>
    public DicomTokenKind Kind { get; }

    /// <summary>The element's tag. For <see cref="DicomTokenKind.ValueData"/> and fragments the tag of the element that they belong to; for items and the ends of items and sequences that of the sequence.</summary>
    public DicomTag Tag { get; }

    /// <summary>The VR: as encoded, or the dictionary's where the data does not carry one.</summary>
    public DicomVR VR { get; }

    /// <summary>The length in bytes of value, sequence, item or fragment, or <see cref="UndefinedLength"/>.</summary>
    public uint Length { get; }

    /// <summary>How many items the element is in: 0 for the data set itself. A sequence and its end have the depth of the element, its items one more.</summary>
    public int Depth { get; }

    /// <summary>The position in bytes of the header (or of the slice of value), counted from the start that the tokenizer was given.</summary>
    public long Position { get; }

    /// <summary>The bytes of a <see cref="DicomTokenKind.ValueData"/> token, in the byte order of the transfer syntax.</summary>
    public ReadOnlySpan<byte> Data { get; }
}
