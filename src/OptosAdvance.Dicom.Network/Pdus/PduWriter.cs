using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Encodes every PDU but P-DATA-TF (PS3.8 9.3).</summary>
internal static class PduWriter
{
    public static byte[] Write(Pdu pdu)
    {
        var body = new ArrayBufferWriter<byte>(256);
        switch (pdu)
        {
            case AssociateRequestPdu request:
                WriteTitles(body, request.ProtocolVersion, request.CalledAETitle, request.CallingAETitle);
                WriteItem(body, ItemType.ApplicationContext, request.ApplicationContext);
                foreach (var context in request.PresentationContexts)
                    WriteContext(body, context);
                UserInformationWriter.Write(body, request.UserInformation);
                break;
            case AssociateAcceptPdu accept:
                WriteTitles(body, accept.ProtocolVersion, accept.CalledAETitle, accept.CallingAETitle);
                WriteItem(body, ItemType.ApplicationContext, accept.ApplicationContext);
                foreach (var context in accept.PresentationContexts)
                    WriteContext(body, context);
                UserInformationWriter.Write(body, accept.UserInformation);
                break;
            case AssociateRejectPdu reject:
                body.Write<byte>([0, (byte)reject.Rejection.Result, (byte)reject.Rejection.Source, reject.Rejection.Reason]);
                break;
            case AbortPdu abort:
                body.Write<byte>([0, 0, (byte)abort.Source, (byte)abort.Reason]);
                break;
            default:
                body.Write<byte>([0, 0, 0, 0]);
                break;
        }

        var bytes = new byte[Pdu.HeaderLength + body.WrittenCount];
        bytes[0] = (byte)pdu.Type;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), (uint)body.WrittenCount);
        body.WrittenSpan.CopyTo(bytes.AsSpan(Pdu.HeaderLength));
        return bytes;
    }

    internal static void WriteUInt16(IBufferWriter<byte> writer, int value)
    {
        if (value is < 0 or > ushort.MaxValue)
            throw new ArgumentException($"An item of {value} bytes is too long for an association PDU, whose items hold at most 65,535 bytes.");
        BinaryPrimitives.WriteUInt16BigEndian(writer.GetSpan(2), (ushort)value);
        writer.Advance(2);
    }

    internal static void WriteItem(IBufferWriter<byte> writer, byte type, ReadOnlySpan<byte> value)
    {
        writer.Write<byte>([type, 0]);
        WriteUInt16(writer, value.Length);
        writer.Write(value);
    }

    internal static void WriteItem(IBufferWriter<byte> writer, byte type, string value) => WriteItem(writer, type, Encoding.ASCII.GetBytes(value));

    internal static void WritePrefixed(IBufferWriter<byte> writer, ReadOnlySpan<byte> value)
    {
        WriteUInt16(writer, value.Length);
        writer.Write(value);
    }

    internal static void WritePrefixed(IBufferWriter<byte> writer, DicomUid uid) => WritePrefixed(writer, Encoding.ASCII.GetBytes(uid.Value));

    private static void WriteTitles(ArrayBufferWriter<byte> writer, ushort version, string called, string calling)
    {
        WriteUInt16(writer, version);
        writer.Write<byte>([0, 0]);
        WriteTitle(writer, called);
        WriteTitle(writer, calling);
        writer.GetSpan(32)[..32].Clear();
        writer.Advance(32);
    }

    private static void WriteTitle(ArrayBufferWriter<byte> writer, string title)
    {
        if (title.Length > 16)
            throw new ArgumentException($"The AE title \"{title}\" is longer than 16 characters.");
        var span = writer.GetSpan(16)[..16];
        span.Fill((byte)' ');
        Encoding.ASCII.GetBytes(title, span);
        writer.Advance(16);
    }

    private static void WriteContext(ArrayBufferWriter<byte> writer, PresentationContext context)
    {
        var item = new ArrayBufferWriter<byte>(128);
        item.Write<byte>([context.Id, 0, 0, 0]);
        WriteItem(item, ItemType.AbstractSyntax, context.AbstractSyntax.Value);
        foreach (var transferSyntax in context.TransferSyntaxes)
            WriteItem(item, ItemType.TransferSyntax, transferSyntax.Value);
        WriteItem(writer, ItemType.PresentationContextRequest, item.WrittenSpan);
    }

    private static void WriteContext(ArrayBufferWriter<byte> writer, PresentationContextDecision context)
    {
        var item = new ArrayBufferWriter<byte>(64);
        item.Write<byte>([context.Id, 0, (byte)context.Result, 0]);
        WriteItem(item, ItemType.TransferSyntax, context.TransferSyntax.Value);
        WriteItem(writer, ItemType.PresentationContextAccept, item.WrittenSpan);
    }
}
