using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Encodes a command set: implicit VR little endian, elements ascending, group length first (PS3.7 6.3.1).</summary>
internal static class CommandWriter
{
    public static void Write(ArrayBufferWriter<byte> writer, CommandSet command)
    {
        writer.ResetWrittenCount();
        UInt32(writer, 0x0000, 0);
        Uid(writer, 0x0002, command.AffectedSopClassUid);
        Uid(writer, 0x0003, command.RequestedSopClassUid);
        UInt16(writer, 0x0100, (ushort)command.Field);
        UInt16(writer, 0x0110, command.MessageId);
        UInt16(writer, 0x0120, command.RespondsTo);
        Text(writer, 0x0600, command.MoveDestination, 16);
        UInt16(writer, 0x0700, command.Priority);
        UInt16(writer, 0x0800, command.HasDataSet ? (ushort)0x0001 : CommandSet.NoDataSet);
        UInt16(writer, 0x0900, command.Status);
        Tags(writer, 0x0901, command.OffendingElements);
        Text(writer, 0x0902, command.ErrorComment, 64);
        UInt16(writer, 0x0903, command.ErrorId);
        Uid(writer, 0x1000, command.AffectedSopInstanceUid);
        Uid(writer, 0x1001, command.RequestedSopInstanceUid);
        UInt16(writer, 0x1002, command.EventTypeId);
        Tags(writer, 0x1005, command.AttributeIdentifiers);
        UInt16(writer, 0x1008, command.ActionTypeId);
        UInt16(writer, 0x1020, command.Remaining);
        UInt16(writer, 0x1021, command.Completed);
        UInt16(writer, 0x1022, command.Failed);
        UInt16(writer, 0x1023, command.Warning);
        Text(writer, 0x1030, command.MoveOriginatorAETitle, 16);
        UInt16(writer, 0x1031, command.MoveOriginatorMessageId);

        // The first element is the group length: what follows its 12 bytes.
        var whole = System.Runtime.InteropServices.MemoryMarshal.AsMemory(writer.WrittenMemory);
        BinaryPrimitives.WriteInt32LittleEndian(whole.Span[8..], writer.WrittenCount - 12);
    }

    private static Span<byte> Header(ArrayBufferWriter<byte> writer, ushort element, int length)
    {
        var span = writer.GetSpan(8 + length);
        BinaryPrimitives.WriteUInt16LittleEndian(span, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(span[2..], element);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], length);
        return span[8..];
    }

    private static void UInt16(ArrayBufferWriter<byte> writer, ushort element, ushort? value)
    {
        if (value is null) return;
        BinaryPrimitives.WriteUInt16LittleEndian(Header(writer, element, 2), value.Value);
        writer.Advance(10);
    }

    private static void UInt32(ArrayBufferWriter<byte> writer, ushort element, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Header(writer, element, 4), value);
        writer.Advance(12);
    }

    private static void Uid(ArrayBufferWriter<byte> writer, ushort element, DicomUid? uid)
    {
        if (uid is { } value)
            Padded(writer, element, value.Value, value.Value.Length, 0);
    }

    private static void Text(ArrayBufferWriter<byte> writer, ushort element, string? text, int most)
    {
        if (text is not null)
            Padded(writer, element, text, Math.Min(text.Length, most), (byte)' ');
    }

    private static void Padded(ArrayBufferWriter<byte> writer, ushort element, string text, int count, byte padding)
    {
        var length = count + (count & 1);
        var span = Header(writer, element, length);
        Encoding.ASCII.GetBytes(text.AsSpan(0, count), span);
        if (length > count)
            span[count] = padding;
        writer.Advance(8 + length);
    }

    private static void Tags(ArrayBufferWriter<byte> writer, ushort element, IReadOnlyList<DicomTag> tags)
    {
        if (tags.Count == 0) return;
        var span = Header(writer, element, tags.Count * 4);
        for (var i = 0; i < tags.Count; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(span[(4 * i)..], tags[i].Group);
            BinaryPrimitives.WriteUInt16LittleEndian(span[(4 * i + 2)..], tags[i].Element);
        }

        writer.Advance(8 + tags.Count * 4);
    }
}
