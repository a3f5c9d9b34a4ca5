using System.Buffers.Binary;
using System.Text;

namespace OptosAdvance.Dicom.SampleImages;

/// <summary>A small ICC input profile (version 2, matrix and gamma 2.2) with the sRGB primaries, which the ICC Profile module (PS3.3 C.11.15) asks for.</summary>
internal static class IccProfile
{
    private const int HeaderLength = 128;

    internal static byte[] Create()
    {
        (string Signature, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB primaries, gamma 2.2")),
            ("cprt", Text("No copyright, use freely")),
            ("wtpt", Xyz(0.9642, 1, 0.8249)),
            ("rXYZ", Xyz(0.4361, 0.2225, 0.0139)),
            ("gXYZ", Xyz(0.3851, 0.7169, 0.0971)),
            ("bXYZ", Xyz(0.1431, 0.0606, 0.7141)),
            ("rTRC", Gamma(2.2)),
            ("gTRC", Gamma(2.2)),
            ("bTRC", Gamma(2.2)),
        ];
        int table = 4 + tags.Length * 12;
        int length = HeaderLength + table + tags.Sum(static tag => Padded(tag.Data.Length));
        byte[] profile = new byte[length];
        Write32(profile, 0, length);
        Write32(profile, 8, 0x02100000);
        Ascii(profile, 12, "scnrRGB XYZ ");
        // A fixed date, as everything here depends on nothing but the seed: 2024-01-01.
        BinaryPrimitives.WriteUInt16BigEndian(profile.AsSpan(24), 2024);
        BinaryPrimitives.WriteUInt16BigEndian(profile.AsSpan(26), 1);
        BinaryPrimitives.WriteUInt16BigEndian(profile.AsSpan(28), 1);
        Ascii(profile, 36, "acsp");
        WriteFixed(profile, 68, 0.9642);
        WriteFixed(profile, 72, 1);
        WriteFixed(profile, 76, 0.8249);
        Write32(profile, HeaderLength, tags.Length);
        int entry = HeaderLength + 4;
        int at = HeaderLength + table;
        foreach ((string signature, byte[] data) in tags)
        {
            Ascii(profile, entry, signature);
            Write32(profile, entry + 4, at);
            Write32(profile, entry + 8, data.Length);
            data.CopyTo(profile, at);
            entry += 12;
            at += Padded(data.Length);
        }
        return profile;
    }

    private static byte[] Xyz(double x, double y, double z)
    {
        byte[] data = new byte[20];
        Ascii(data, 0, "XYZ ");
        WriteFixed(data, 8, x);
        WriteFixed(data, 12, y);
        WriteFixed(data, 16, z);
        return data;
    }

    private static byte[] Gamma(double exponent)
    {
        byte[] data = new byte[14];
        Ascii(data, 0, "curv");
        Write32(data, 8, 1);
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(12), (ushort)Math.Round(exponent * 256));
        return data;
    }

    private static byte[] Text(string text)
    {
        byte[] data = new byte[8 + text.Length + 1];
        Ascii(data, 0, "text");
        Ascii(data, 8, text);
        return data;
    }

    /// <summary>textDescriptionType: the ASCII text, no Unicode one, no Macintosh one.</summary>
    private static byte[] Description(string text)
    {
        byte[] data = new byte[12 + text.Length + 1 + 4 + 4 + 2 + 1 + 67];
        Ascii(data, 0, "desc");
        Write32(data, 8, text.Length + 1);
        Ascii(data, 12, text);
        return data;
    }

    private static int Padded(int length) => length + 3 & ~3;

    private static void Ascii(byte[] target, int at, string text) => Encoding.ASCII.GetBytes(text, target.AsSpan(at));

    private static void Write32(byte[] target, int at, int value) => BinaryPrimitives.WriteInt32BigEndian(target.AsSpan(at), value);

    private static void WriteFixed(byte[] target, int at, double value) => Write32(target, at, (int)Math.Round(value * 65536));
}
