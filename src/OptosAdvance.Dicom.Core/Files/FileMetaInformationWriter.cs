using System.Buffers.Binary;
using System.Text;

namespace OptosAdvance.Dicom.Core;

/// <summary>Writes the elements of group 0002 one after the other, in Explicit VR Little Endian (PS3.10 7.1), without a data set: who receives many instances writes one for each.</summary>
/// <remarks>Texts are ASCII.</remarks>
internal ref struct FileMetaInformationWriter(Span<byte> output)
{
    private const ushort Group = 0x0002;

    /// <summary>Tag, VR and length of an element whose VR has a short length.</summary>
    private const int ShortHeader = 8;

    private readonly Span<byte> _output = output;

    /// <summary>Bytes that have been written.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes that an element with this text takes.</summary>
    public static int LengthOf(string text) => ShortHeader + Even(text.Length);

    /// <summary>Adds a number (UL).</summary>
    public void AddNumber(ushort element, int value)
    {
        AddShortHeader(element, "UL"u8, sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(_output[Length..], value);
        Length += sizeof(int);
    }

    /// <summary>Adds bytes (OB) of even length.</summary>
    public void AddBytes(ushort element, ReadOnlySpan<byte> value)
    {
        AddTag(element, "OB"u8);
        Add([0, 0]);
        BinaryPrimitives.WriteInt32LittleEndian(_output[Length..], value.Length);
        Length += sizeof(int);
        Add(value);
    }

    /// <summary>Adds a UID, padded to even length with a null character.</summary>
    public void AddUid(ushort element, string uid) => AddText(element, "UI"u8, uid, 0);

    /// <summary>Adds a text of another VR, padded to even length with a space.</summary>
    public void AddText(ushort element, ReadOnlySpan<byte> vr, string text) => AddText(element, vr, text, (byte)' ');

    private static int Even(int length) => (length + 1) & ~1;

    private void AddText(ushort element, ReadOnlySpan<byte> vr, string text, byte padding)
    {
        AddShortHeader(element, vr, Even(text.Length));
        Length += Encoding.ASCII.GetBytes(text, _output[Length..]);
        if (text.Length % 2 != 0)
        {
            _output[Length++] = padding;
        }
    }

    private void AddShortHeader(ushort element, ReadOnlySpan<byte> vr, int length)
    {
        AddTag(element, vr);
        BinaryPrimitives.WriteUInt16LittleEndian(_output[Length..], (ushort)length);
        Length += sizeof(ushort);
    }

    private void AddTag(ushort element, ReadOnlySpan<byte> vr)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_output[Length..], Group);
        BinaryPrimitives.WriteUInt16LittleEndian(_output[(Length + sizeof(ushort))..], element);
        Length += 2 * sizeof(ushort);
        Add(vr);
    }

    private void Add(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output[Length..]);
        Length += bytes.Length;
    }
}
