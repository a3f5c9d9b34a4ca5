using System.Text;

namespace OptosAdvance.Dicom.DesiredState;

/// <summary>The 13 characters that stand for a text: MurmurHash64A of its UTF-8 bytes, little endian, in base 32 (RFC 4648, lower case).</summary>
internal static class UniqueText
{
    private const ulong Multiplier = 0xc6a4a7935bd1e995;
    private const int Shift = 47;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Of(string text) => Base32(BitConverter.GetBytes(Hash(Encoding.UTF8.GetBytes(text))));

    internal static ulong Hash(byte[] data)
    {
        unchecked
        {
            var hash = (ulong)data.Length * Multiplier;
            var whole = data.Length - (data.Length % 8);
            for (var i = 0; i < whole; i += 8)
            {
                var block = BitConverter.ToUInt64(data, i) * Multiplier;
                hash = (hash ^ ((block ^ (block >> Shift)) * Multiplier)) * Multiplier;
            }

            if (whole < data.Length)
            {
                var rest = 0UL;
                for (var i = data.Length - 1; i >= whole; i--)
                {
                    rest = (rest << 8) | data[i];
                }

                hash = (hash ^ rest) * Multiplier;
            }

            hash = (hash ^ (hash >> Shift)) * Multiplier;
            return hash ^ (hash >> Shift);
        }
    }

    private static string Base32(byte[] bytes)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var each in bytes)
        {
            bits = (bits << 8) | each;
            count += 8;
            while (count >= 5)
            {
                count -= 5;
                text.Append(Alphabet[(bits >> count) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        return count == 0 ? text.ToString() : text.Append(Alphabet[(bits << (5 - count)) & 31]).ToString();
    }
}
