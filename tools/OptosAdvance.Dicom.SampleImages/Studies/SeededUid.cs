using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.SampleImages;

/// <summary>UIDs that depend on a seed and a role only, of the form 2.25.n (PS3.5 B.2).</summary>
internal static class SeededUid
{
    internal static DicomUid Create(int seed, string role)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"OptosAdvance sample/{seed}/{role}")));
        // The bits of a random (version 4) UUID, so that it cannot meet one of another kind.
        hash[6] = (byte)(hash[6] & 0x0F | 0x40);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new DicomUid("2.25." + BinaryPrimitives.ReadUInt128BigEndian(hash).ToString(CultureInfo.InvariantCulture));
    }
}
