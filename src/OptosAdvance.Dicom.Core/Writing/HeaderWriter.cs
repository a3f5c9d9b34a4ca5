using System.Buffers;
using System.Buffers.Binary;

namespace OptosAdvance.Dicom.Core;

/// <summary>Writes the headers of elements, items and delimiters (PS3.5 7.1, 7.5).</summary>
internal readonly struct HeaderWriter(IBufferWriter<byte> output, DicomTransferSyntax transferSyntax)
{
    private const long LargestShortValue = 0xFFFE;

    /// <summary>The VR that a value is written with: one too long for the short form of its VR goes as UN (PS3.5 6.2.2).</summary>
    public static DicomVR EncodedVR(DicomVR vr, long length) => !vr.Has32BitLength && length > LargestShortValue ? DicomVR.UN : vr;

    public void WriteElement(DicomTag tag, DicomVR vr, uint length)
    {
        var header = output.GetSpan(12);
        WriteTag(header, tag);
        if (!transferSyntax.IsExplicitVR)
        {
            WriteUInt32(header[4..], length);
            output.Advance(8);
            return;
        }

        header[4] = (byte)vr.Code[0];
        header[5] = (byte)vr.Code[1];
        if (vr.Has32BitLength)
        {
            header[6] = header[7] = 0;
            WriteUInt32(header[8..], length);
            output.Advance(12);
            return;
        }

        if (transferSyntax.IsBigEndian) BinaryPrimitives.WriteUInt16BigEndian(header[6..], (ushort)length);
        else BinaryPrimitives.WriteUInt16LittleEndian(header[6..], (ushort)length);
        output.Advance(8);
    }

    public void WriteDelimiter(DicomTag tag, uint length)
    {
        var header = output.GetSpan(8);
        WriteTag(header, tag);
        WriteUInt32(header[4..], length);
        output.Advance(8);
    }

    private void WriteTag(Span<byte> target, DicomTag tag)
    {
        if (transferSyntax.IsBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target, tag.Group);
            BinaryPrimitives.WriteUInt16BigEndian(target[2..], tag.Element);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target, tag.Group);
            BinaryPrimitives.WriteUInt16LittleEndian(target[2..], tag.Element);
        }
    }

    private void WriteUInt32(Span<byte> target, uint value)
    {
        if (transferSyntax.IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(target, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(target, value);
    }
}
