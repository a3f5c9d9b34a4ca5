using System.Diagnostics.CodeAnalysis;

namespace OptosAdvance.Dicom.Core;

/// <summary>A value representation (PS3.5 6.2). There is one object per VR: compare by reference.</summary>
public sealed class DicomVR
{
    private const byte Space = 0x20;
    private const byte Zero = 0x00;
    private const uint Unlimited = 0xFFFFFFFE;
    private static readonly DicomVR?[] ByLetters = new DicomVR?[26 * 26];

    /// <summary>Application Entity.</summary>
    public static readonly DicomVR AE = new("AE", Traits.Text, 1, 16);

    /// <summary>Age String.</summary>
    public static readonly DicomVR AS = new("AS", Traits.Text, 1, 4);

    /// <summary>Attribute Tag.</summary>
    public static readonly DicomVR AT = new("AT", Traits.None, 2, Unlimited);

    /// <summary>Code String.</summary>
    public static readonly DicomVR CS = new("CS", Traits.Text, 1, 16);

    /// <summary>Date.</summary>
    public static readonly DicomVR DA = new("DA", Traits.Text, 1, 8);

    /// <summary>Decimal String.</summary>
    public static readonly DicomVR DS = new("DS", Traits.Text, 1, 16);

    /// <summary>Date Time.</summary>
    public static readonly DicomVR DT = new("DT", Traits.Text, 1, 26);

    /// <summary>Floating Point Double.</summary>
    public static readonly DicomVR FD = new("FD", Traits.None, 8, Unlimited);

    /// <summary>Floating Point Single.</summary>
    public static readonly DicomVR FL = new("FL", Traits.None, 4, Unlimited);

    /// <summary>Integer String.</summary>
    public static readonly DicomVR IS = new("IS", Traits.Text, 1, 12);

    /// <summary>Long String.</summary>
    public static readonly DicomVR LO = new("LO", Traits.Text | Traits.CharacterSet, 1, 64);

    /// <summary>Long Text.</summary>
    public static readonly DicomVR LT = new("LT", Traits.Text | Traits.CharacterSet | Traits.SingleValue, 1, 10240);

    /// <summary>Other Byte.</summary>
    public static readonly DicomVR OB = new("OB", Traits.Long | Traits.SingleValue, 1, Unlimited);

    /// <summary>Other Double.</summary>
    public static readonly DicomVR OD = new("OD", Traits.Long | Traits.SingleValue, 8, Unlimited);

    /// <summary>Other Float.</summary>
    public static readonly DicomVR OF = new("OF", Traits.Long | Traits.SingleValue, 4, Unlimited);

    /// <summary>Other Long.</summary>
    public static readonly DicomVR OL = new("OL", Traits.Long | Traits.SingleValue, 4, Unlimited);

    /// <summary>Other 64-bit Very Long.</summary>
    public static readonly DicomVR OV = new("OV", Traits.Long | Traits.SingleValue, 8, Unlimited);

    /// <summary>Other Word.</summary>
    public static readonly DicomVR OW = new("OW", Traits.Long | Traits.SingleValue, 2, Unlimited);

    /// <summary>Person Name; the length is that of one component group.</summary>
    public static readonly DicomVR PN = new("PN", Traits.Text | Traits.CharacterSet, 1, 64);

    /// <summary>Short String.</summary>
    public static readonly DicomVR SH = new("SH", Traits.Text | Traits.CharacterSet, 1, 16);

    /// <summary>Signed Long.</summary>
    public static readonly DicomVR SL = new("SL", Traits.None, 4, Unlimited);

    /// <summary>Sequence of Items.</summary>
    public static readonly DicomVR SQ = new("SQ", Traits.Long | Traits.SingleValue, 1, Unlimited);

    /// <summary>Signed Short.</summary>
    public static readonly DicomVR SS = new("SS", Traits.None, 2, Unlimited);

    /// <summary>Short Text.</summary>
    public static readonly DicomVR ST = new("ST", Traits.Text | Traits.CharacterSet | Traits.SingleValue, 1, 1024);

    /// <summary>Signed 64-bit Very Long.</summary>
    public static readonly DicomVR SV = new("SV", Traits.Long, 8, Unlimited);

    /// <summary>Time.</summary>
    public static readonly DicomVR TM = new("TM", Traits.Text, 1, 14);

    /// <summary>Unlimited Characters.</summary>
    public static readonly DicomVR UC = new("UC", Traits.Text | Traits.CharacterSet | Traits.Long, 1, Unlimited);

    /// <summary>Unique Identifier.</summary>
    public static readonly DicomVR UI = new("UI", Traits.Text | Traits.NullPadded, 1, 64);

    /// <summary>Unsigned Long.</summary>
    public static readonly DicomVR UL = new("UL", Traits.None, 4, Unlimited);

    /// <summary>Unknown.</summary>
    public static readonly DicomVR UN = new("UN", Traits.Long | Traits.SingleValue, 1, Unlimited);

    /// <summary>Universal Resource Identifier or Locator.</summary>
    public static readonly DicomVR UR = new("UR", Traits.Text | Traits.Long | Traits.SingleValue, 1, Unlimited);

    /// <summary>Unsigned Short.</summary>
    public static readonly DicomVR US = new("US", Traits.None, 2, Unlimited);

    /// <summary>Unlimited Text.</summary>
    public static readonly DicomVR UT = new("UT", Traits.Text | Traits.CharacterSet | Traits.Long | Traits.SingleValue, 1, Unlimited);

    /// <summary>Unsigned 64-bit Very Long.</summary>
    public static readonly DicomVR UV = new("UV", Traits.Long, 8, Unlimited);

    private readonly Traits _traits;

    private DicomVR(string code, Traits traits, int unitSize, uint maximumLength)
    {
        Code = code;
        _traits = traits;
        UnitSize = unitSize;
        MaximumLength = maximumLength;
        ByLetters[Index(code[0], code[1])] = this;
    }

    [Flags]
    private enum Traits
    {
        None = 0,
        Text = 1,
        CharacterSet = 2,
        Long = 4,
        SingleValue = 8,
        NullPadded = 16,
    }

    /// <summary>Every VR, by code.</summary>
    public static IEnumerable<DicomVR> All => ByLetters.OfType<DicomVR>();

    /// <summary>The two letters.</summary>
    public string Code { get; }

    /// <summary>Whether the explicit encoding has a 32-bit length after two reserved bytes (PS3.5 7.1.2).</summary>
    public bool Has32BitLength => (_traits & Traits.Long) != 0;

    /// <summary>Whether values are characters.</summary>
    public bool IsText => (_traits & Traits.Text) != 0;

    /// <summary>Whether (0008,0005) governs the characters (PS3.5 6.1.2.3); the other text VRs are ASCII.</summary>
    public bool UsesCharacterSet => (_traits & Traits.CharacterSet) != 0;

    /// <summary>Whether a backslash in the text separates values. Not so for LT, ST, UT and UR.</summary>
    public bool IsMultiValuedText => IsText && (_traits & Traits.SingleValue) == 0;

    /// <summary>Whether the value is a run of bytes or words without value multiplicity (OB, OW, UN ...).</summary>
    public bool IsBulk => !IsText && (_traits & Traits.SingleValue) != 0 && this != SQ;

    /// <summary>The size in bytes of the unit that byte order applies to; 1 when byte order does not matter. 2 for AT (group and element each).</summary>
    public int UnitSize { get; }

    /// <summary>The size in bytes of one number of the VR: as <see cref="UnitSize"/>, but 4 for AT.</summary>
    public int ValueSize => this == AT ? 4 : UnitSize;

    /// <summary>The byte that pads a value to even length: a space for text, zero for UI and binary.</summary>
    public byte PaddingByte => (_traits & (Traits.Text | Traits.NullPadded)) == Traits.Text ? Space : Zero;

    /// <summary>The largest length of one value: characters for text, bytes otherwise (PS3.5 Table 6.2-1).</summary>
    public uint MaximumLength { get; }

    /// <summary>Finds a VR by its two letters.</summary>
    /// <param name="code">Such as <c>PN</c>.</param>
    /// <param name="vr">The VR, when there is one.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? code, [NotNullWhen(true)] out DicomVR? vr)
    {
        vr = code is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? ByLetters[Index(code[0], code[1])] : null;
        return vr is not null;
    }

    /// <summary>Finds a VR by its two letters.</summary>
    /// <param name="code">Such as <c>PN</c>.</param>
    /// <exception cref="FormatException">There is no such VR.</exception>
    public static DicomVR Parse(string code) => TryParse(code, out var vr) ? vr : throw new FormatException($"'{code}' is not a value representation.");

    /// <inheritdoc/>
    public override string ToString() => Code;

    /// <summary>Finds a VR by its two bytes as they are on the wire; null when there is none.</summary>
    internal static DicomVR? Find(byte first, byte second)
    {
        var a = (uint)(first - 'A');
        var b = (uint)(second - 'A');
        return a < 26 && b < 26 ? ByLetters[(a * 26) + b] : null;
    }

    private static int Index(char first, char second) => ((first - 'A') * 26) + (second - 'A');
}
