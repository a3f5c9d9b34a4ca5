using System.Buffers.Binary;

namespace OptosAdvance.Dicom.Network;

/// <summary>Type and length of a PDU.</summary>
internal readonly record struct PduHeader(PduType Type, uint Length)
{
    public static PduHeader Read(ReadOnlySpan<byte> bytes) => new((PduType)bytes[0], BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));
}
