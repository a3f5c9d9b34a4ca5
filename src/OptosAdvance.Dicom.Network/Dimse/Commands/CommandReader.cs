using System.Buffers.Binary;
using System.Text;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// Decodes a command set: implicit VR little endian, group 0000 only (PS3.7 6.3.1). What other groups a response has is passed over: some peers (Orthanc) put
/// the list of what has failed there.
/// </summary>
internal static class CommandReader
{
    /// <param name="bytes">The whole command set.</param>
    /// <param name="known">The context's SOP class, so that its text need not be made anew for each message.</param>
    /// <exception cref="CommandFormatException">The bytes are no command set.</exception>
    public static CommandSet Read(ReadOnlySpan<byte> bytes, DicomUid known)
    {
        var command = new CommandSet();
        var sawField = false;
        var sawDataSetType = false;
        while (!bytes.IsEmpty)
        {
            if (bytes.Length < 8)
                throw new CommandFormatException($"a command set that ends in the middle of an element ({bytes.Length} bytes left)");
            var group = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            var element = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            if (group != 0 && !(sawField && command.IsResponse))
                throw new CommandFormatException($"a command set with element ({group:X4},{element:X4})");
            if (length > (uint)(bytes.Length - 8))
                throw new CommandFormatException($"element ({group:X4},{element:X4}) of a command set claims {length} bytes where {bytes.Length - 8} are left");
            var value = bytes.Slice(8, (int)length);
            bytes = bytes[(8 + (int)length)..];
            if (group != 0)
                continue;
            switch (element)
            {
                case 0x0002: command.AffectedSopClassUid = Uid(value, known); break;
                case 0x0003: command.RequestedSopClassUid = Uid(value, known); break;
                case 0x0100:
                    command.Field = (CommandField)(UInt16(value, element) ?? throw new CommandFormatException("an empty command field (0000,0100)"));
                    sawField = true;
                    break;
                case 0x0110: command.MessageId = UInt16(value, element); break;
                case 0x0120: command.RespondsTo = UInt16(value, element); break;
                case 0x0600: command.MoveDestination = Text(value); break;
                case 0x0700: command.Priority = UInt16(value, element); break;
                case 0x0800:
                    command.HasDataSet = UInt16(value, element) is { } type && type != CommandSet.NoDataSet;
                    sawDataSetType = true;
                    break;
                case 0x0900: command.Status = UInt16(value, element); break;
                case 0x0901: command.OffendingElements = Tags(value); break;
                case 0x0902: command.ErrorComment = Text(value); break;
                case 0x0903: command.ErrorId = UInt16(value, element); break;
                case 0x1000: command.AffectedSopInstanceUid = Uid(value, known); break;
                case 0x1001: command.RequestedSopInstanceUid = Uid(value, known); break;
                case 0x1002: command.EventTypeId = UInt16(value, element); break;
                case 0x1005: command.AttributeIdentifiers = Tags(value); break;
                case 0x1008: command.ActionTypeId = UInt16(value, element); break;
                case 0x1020: command.Remaining = UInt16(value, element); break;
                case 0x1021: command.Completed = UInt16(value, element); break;
                case 0x1022: command.Failed = UInt16(value, element); break;
                case 0x1023: command.Warning = UInt16(value, element); break;
                case 0x1030: command.MoveOriginatorAETitle = Text(value); break;
                case 0x1031: command.MoveOriginatorMessageId = UInt16(value, element); break;
            }
        }

        if (!sawField)
            throw new CommandFormatException("a command set without a command field (0000,0100)");
        if (!sawDataSetType)
            throw new CommandFormatException("a command set without a command data set type (0000,0800)");
        return command;
    }

    private static ushort? UInt16(ReadOnlySpan<byte> value, ushort element) => value.Length switch
    {
        0 => null,
        2 => BinaryPrimitives.ReadUInt16LittleEndian(value),
        _ => throw new CommandFormatException($"element (0000,{element:X4}) of a command set with {value.Length} bytes instead of 2"),
    };

    private static string Text(ReadOnlySpan<byte> value) => Encoding.Latin1.GetString(value).Trim(' ', '\0');

    private static DicomUid Uid(ReadOnlySpan<byte> value, DicomUid known)
    {
        value = value.TrimEnd((byte)0).Trim((byte)' ');
        return Ascii.Equals(value, known.Value) ? known : new DicomUid(Encoding.Latin1.GetString(value));
    }

    private static DicomTag[] Tags(ReadOnlySpan<byte> value)
    {
        var tags = new DicomTag[value.Length / 4];
        for (var i = 0; i < tags.Length; i++)
            tags[i] = new DicomTag(BinaryPrimitives.ReadUInt16LittleEndian(value[(4 * i)..]), BinaryPrimitives.ReadUInt16LittleEndian(value[(4 * i + 2)..]));
        return tags;
    }
}
