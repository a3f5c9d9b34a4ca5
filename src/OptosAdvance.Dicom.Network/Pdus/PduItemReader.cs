using System.Buffers.Binary;
using System.Text;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>Walks through the fields and items of an association PDU; every read is checked against the bytes there are.</summary>
internal ref struct PduItemReader(ReadOnlySpan<byte> bytes, string place)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private readonly string _place = place;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public readonly int Remaining => _rest.Length;

    public byte ReadByte() => Take(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public void Skip(int count) => Take(count);

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new PduFormatException(AbortReason.InvalidPduParameterValue, $"{_place} ends {count - _rest.Length} bytes too early");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public ReadOnlySpan<byte> TakeRest() => Take(_rest.Length);

    /// <summary>Field with a 16-bit length before it.</summary>
    public ReadOnlySpan<byte> TakePrefixed() => Take(ReadUInt16());

    /// <summary>Type, reserved byte, 16-bit length, value.</summary>
    public ReadOnlySpan<byte> ReadItem(out byte type)
    {
        type = ReadByte();
        Skip(1);
        return TakePrefixed();
    }

    /// <summary>Text without the blanks around it; what must not get into a log line becomes a question mark.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes).Trim(' ', '\0');
        return text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
    }

    public static DicomUid Uid(ReadOnlySpan<byte> bytes) => new(Text(bytes));
}
