namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>Makes wrong streams of right ones. The same seed makes the same stream.</summary>
internal sealed class PduMutator(int seed)
{
    private static readonly byte[] Interesting = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF];

    private readonly Random _random = new(seed);

    public byte[] Mutate(IReadOnlyList<byte[]> corpus)
    {
        var bytes = new List<byte>();
        var pieces = _random.Next(1, 5);
        for (var i = 0; i < pieces; i++)
            bytes.AddRange(corpus[_random.Next(corpus.Count)]);
        var changes = _random.Next(0, 6);
        for (var i = 0; i < changes && bytes.Count > 0; i++)
            Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count);
        switch (_random.Next(7))
        {
            case 0:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 1:
                bytes[at] = Interesting[_random.Next(Interesting.Length)];
                break;
            case 2:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 3:
                bytes.RemoveRange(at, Math.Min(_random.Next(1, 20), bytes.Count - at));
                break;
            case 4:
                var noise = new byte[_random.Next(1, 20)];
                _random.NextBytes(noise);
                bytes.InsertRange(at, noise);
                break;
            case 5:
                // Lengths are where it hurts.
                for (var i = at; i < Math.Min(at + 4, bytes.Count); i++)
                    bytes[i] = 0xFF;
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }
}
