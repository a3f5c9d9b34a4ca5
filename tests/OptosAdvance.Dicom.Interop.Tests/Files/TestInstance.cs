using System.Buffers.Binary;
using System.Text;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>
/// A small valid secondary capture image, written here byte by byte (explicit VR little endian) so that a mistake in
/// the product's writer cannot cancel out one in its reader.
/// </summary>
internal sealed record TestInstance(string StudyInstanceUid, string SeriesInstanceUid, string SopInstanceUid, string PatientId, int PixelBytes)
{
    public const string SopClassUid = "1.2.840.10008.5.1.4.1.1.7";
    public const string TransferSyntaxUid = "1.2.840.10008.1.2.1";

    public static string NewUid() => "2.25." + new System.Numerics.BigInteger(Guid.NewGuid().ToByteArray(), isUnsigned: true);

    /// <summary>Instances of one new study with one series.</summary>
    public static IReadOnlyList<TestInstance> Study(int count, int pixelBytes, string? patientId = null)
    {
        var study = NewUid();
        var series = NewUid();
        var patient = patientId ?? "P" + Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();
        return [.. Enumerable.Range(0, count).Select(_ => new TestInstance(study, series, NewUid(), patient, pixelBytes))];
    }

    /// <summary>Writes a Part 10 file named after the instance and returns its path.</summary>
    public string Write(string folder)
    {
        using var meta = new MemoryStream();
        Element(meta, 0x0002, 0x0001, "OB", [0, 1]);
        Element(meta, 0x0002, 0x0002, "UI", Text(SopClassUid, '\0'));
        Element(meta, 0x0002, 0x0003, "UI", Text(SopInstanceUid, '\0'));
        Element(meta, 0x0002, 0x0010, "UI", Text(TransferSyntaxUid, '\0'));
        Element(meta, 0x0002, 0x0012, "UI", Text("2.25.1", '\0'));
        using var file = new MemoryStream();
        file.Write(new byte[128]);
        file.Write("DICM"u8);
        var length = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)meta.Length);
        Element(file, 0x0002, 0x0000, "UL", length);
        meta.WriteTo(file);
        file.Write(DataSet());
        var path = Path.Combine(folder, SopInstanceUid + ".dcm");
        File.WriteAllBytes(path, file.ToArray());
        return path;
    }

    public byte[] DataSet()
    {
        using var to = new MemoryStream();
        Element(to, 0x0008, 0x0005, "CS", Text("ISO_IR 100"));
        Element(to, 0x0008, 0x0008, "CS", Text("DERIVED\\SECONDARY"));
        Element(to, 0x0008, 0x0016, "UI", Text(SopClassUid, '\0'));
        Element(to, 0x0008, 0x0018, "UI", Text(SopInstanceUid, '\0'));
        Element(to, 0x0008, 0x0020, "DA", Text("20260314"));
        Element(to, 0x0008, 0x0030, "TM", Text("101112"));
        Element(to, 0x0008, 0x0050, "SH", []);
        Element(to, 0x0008, 0x0060, "CS", Text("OT"));
        Element(to, 0x0008, 0x0064, "CS", Text("SYN"));
        Element(to, 0x0008, 0x0090, "PN", []);
        Element(to, 0x0010, 0x0010, "PN", Text("Müller^Test"));
        Element(to, 0x0010, 0x0020, "LO", Text(PatientId));
        Element(to, 0x0010, 0x0030, "DA", []);
        Element(to, 0x0010, 0x0040, "CS", []);
        Element(to, 0x0020, 0x000D, "UI", Text(StudyInstanceUid, '\0'));
        Element(to, 0x0020, 0x000E, "UI", Text(SeriesInstanceUid, '\0'));
        Element(to, 0x0020, 0x0010, "SH", Text("1"));
        Element(to, 0x0020, 0x0011, "IS", Text("1"));
        Element(to, 0x0020, 0x0013, "IS", Text("1"));
        var columns = (ushort)Math.Min(1024, PixelBytes);
        Element(to, 0x0028, 0x0002, "US", Short(1));
        Element(to, 0x0028, 0x0004, "CS", Text("MONOCHROME2"));
        Element(to, 0x0028, 0x0010, "US", Short((ushort)(PixelBytes / columns)));
        Element(to, 0x0028, 0x0011, "US", Short(columns));
        Element(to, 0x0028, 0x0100, "US", Short(8));
        Element(to, 0x0028, 0x0101, "US", Short(8));
        Element(to, 0x0028, 0x0102, "US", Short(7));
        Element(to, 0x0028, 0x0103, "US", Short(0));
        var pixels = new byte[PixelBytes];
        new Random(PixelBytes).NextBytes(pixels);
        Element(to, 0x7FE0, 0x0010, "OB", pixels);
        return to.ToArray();
    }

    private static byte[] Short(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Text(string text, char padding = ' ') =>
        Encoding.Latin1.GetBytes(text.Length % 2 == 0 ? text : text + padding);

    private static void Element(MemoryStream to, ushort group, ushort element, string vr, byte[] value)
    {
        Span<byte> header = stackalloc byte[12];
        BinaryPrimitives.WriteUInt16LittleEndian(header, group);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], element);
        Encoding.ASCII.GetBytes(vr, header[4..]);
        var isLong = vr == "OB";
        if (isLong) BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)value.Length);
        else BinaryPrimitives.WriteUInt16LittleEndian(header[6..], (ushort)value.Length);
        to.Write(header[..(isLong ? 12 : 8)]);
        to.Write(value);
    }
}
