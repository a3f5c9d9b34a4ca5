using System.Buffers.Binary;

namespace OptosAdvance.Dicom.Network;

/// <summary>Header of a presentation data value item (PS3.8 9.3.5.1 and Annex E.2).</summary>
/// <param name="Length">Length of the fragment in bytes, without the context id and the control header.</param>
/// <param name="ContextId">Presentation context.</param>
/// <param name="Control">Message control header: bit 0 command, bit 1 last fragment.</param>
internal readonly record struct PdvHeader(uint Length, byte ContextId, byte Control)
{
    /// <summary>Length field, context id, message control header.</summary>
    public const int EncodedLength = 6;

    public bool IsCommand => (Control & 1) != 0;

    public bool IsLast => (Control & 2) != 0;

    /// <exception cref="PduFormatException">The item does not fit the PDU.</exception>
    public static PdvHeader Read(ReadOnlySpan<byte> bytes, uint remainingInPdu)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (length < 2 || length > remainingInPdu - 4)
            throw new PduFormatException(AbortReason.InvalidPduParameterValue, $"a presentation data value of {length} bytes does not fit the {remainingInPdu} bytes left in its P-DATA-TF PDU");
        return new PdvHeader(length - 2, bytes[4], bytes[5]);
    }

    public static byte ControlOf(bool isCommand, bool isLast) => (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0));

    /// <summary>Writes the headers of a P-DATA-TF PDU that holds one fragment.</summary>
    public static void WritePdu(Span<byte> destination, int fragmentLength, byte contextId, bool isCommand, bool isLast)
    {
        destination[0] = (byte)PduType.DataTransfer;
        destination[1] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)fragmentLength + EncodedLength);
        BinaryPrimitives.WriteUInt32BigEndian(destination[6..], (uint)fragmentLength + 2);
        destination[10] = contextId;
        destination[11] = ControlOf(isCommand, isLast);
    }
}
