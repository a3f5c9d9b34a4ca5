using System.Text;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>A C-STORE as it goes over the wire. What differs from one instance to the next, the SOP instance UID, is patched into the bytes.</summary>
internal sealed class EncodedInstance
{
    private readonly int[] _uidPositions;
    private readonly int _run;
    private readonly int _association;
    private readonly byte[] _bytes;

    /// <param name="set">What it is one of.</param>
    /// <param name="run">Number of the run, for the UIDs.</param>
    /// <param name="association">Number of the association, for the UIDs.</param>
    /// <param name="contextId">Its presentation context.</param>
    /// <param name="maximum">Longest PDU that the peer takes; 0 for no limit.</param>
    public EncodedInstance(InstanceSet set, int run, int association, byte contextId, int maximum)
    {
        (_run, _association) = (run, association);
        MaximumLength = maximum;
        var dataset = set.Encode(run, association);

        // 0 is no limit; the length does not count the PDU's own header.
        var fragment = (maximum is 0 or > 262_144 ? 262_144 : maximum) - 6;
        var uid = InstanceSet.Uid(run, association, 0);
        var command = new Bytes()
            .Element(0x0002, set.SopClass.Value).Element(0x0100, 0x0001).Element(0x0110, 1).Element(0x0700, 0).Element(0x0800, 0x0001)
            .Element(0x1000, uid).ToArray();
        var whole = new Bytes().Element(0, 0, [(byte)command.Length, (byte)(command.Length >> 8), 0, 0]).Raw(command).ToArray();
        var pdus = new Bytes();
        AddPdu(pdus, whole, contextId, 0x03);
        for (var position = 0; position < dataset.Length; position += fragment)
        {
            var length = Math.Min(fragment, dataset.Length - position);
            AddPdu(pdus, dataset.AsSpan(position, length), contextId, position + length == dataset.Length ? 0x02 : 0x00);
        }

        _bytes = pdus.ToArray();
        _uidPositions = Positions(_bytes, Encoding.ASCII.GetBytes(uid));
        if (_uidPositions.Length != 2)
        {
            throw new BenchmarkException("The SOP instance UID is not in both command and data set.");
        }
    }

    /// <summary>Longest PDU that it was encoded for; 0 for no limit.</summary>
    public int MaximumLength { get; }

    /// <summary>The bytes of the association's instance of this number.</summary>
    public ReadOnlyMemory<byte> Number(int number)
    {
        Span<byte> uid = stackalloc byte[64];
        var length = Encoding.ASCII.GetBytes(InstanceSet.Uid(_run, _association, number), uid);
        foreach (var position in _uidPositions)
        {
            uid[..length].CopyTo(_bytes.AsSpan(position));
        }

        return _bytes;
    }

    private static int[] Positions(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> sought)
    {
        var positions = new List<int>();
        var from = 0;
        while (bytes[from..].IndexOf(sought) is var found and >= 0)
        {
            positions.Add(from + found);
            from += found + sought.Length;
        }

        return [.. positions];
    }

    private static void AddPdu(Bytes pdus, ReadOnlySpan<byte> fragment, byte contextId, int control) =>
        pdus.U8(4).U8(0).Big32(fragment.Length + 6).Big32(fragment.Length + 2).U8(contextId).U8(control).Raw(fragment);
}
