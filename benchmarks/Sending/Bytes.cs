using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Writes the few structures of PS3.7 and PS3.8 that a sender needs.</summary>
internal sealed class Bytes
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public Bytes U8(int value)
    {
        return Raw([(byte)value]);
    }

    public Bytes Big16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return Raw(bytes);
    }

    public Bytes Big32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return Raw(bytes);
    }

    public Bytes Raw(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }

    public Bytes Text(string value) => Raw(Encoding.ASCII.GetBytes(value));

    /// <summary>An item of PS3.8: type, reserved byte, length (16 bits), content.</summary>
    public Bytes Item(int type, byte[] content) => U8(type).U8(0).Big16(content.Length).Raw(content);

    /// <summary>An element in implicit VR little endian.</summary>
    public Bytes Element(ushort group, ushort element, byte[] value)
    {
        Span<byte> header = stackalloc byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(header, group);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], element);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], value.Length);
        return Raw(header).Raw(value);
    }

    public Bytes Element(ushort element, ushort value) => Element(0, element, [(byte)value, (byte)(value >> 8)]);

    public Bytes Element(ushort element, string uid) => Element(0, element, Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + "\0"));

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
