using System.Text;
using CsCheck;

namespace OptosAdvance.Dicom.Core.Tests;

/// <summary>Laws that hold for any text and any bytes.</summary>
public sealed class CharacterSetPropertyTests
{
    private static readonly string[] Combinations =
    [
        "", "ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 126", "ISO_IR 127", "ISO_IR 138", "ISO_IR 144", "ISO_IR 148", "ISO_IR 166",
        "ISO_IR 203", "ISO_IR 13", "ISO_IR 192", "GB18030", "GBK", @"\ISO 2022 IR 87", @"\ISO 2022 IR 87\ISO 2022 IR 159",
        @"ISO 2022 IR 13\ISO 2022 IR 87\ISO 2022 IR 159", @"\ISO 2022 IR 149", @"\ISO 2022 IR 58",
        @"ISO 2022 IR 100\ISO 2022 IR 126\ISO 2022 IR 144\ISO 2022 IR 149\ISO 2022 IR 87",
    ];

    private static readonly byte[] EscapeBytes = [0x1B, 0x24, 0x28, 0x29, 0x2D];

    private static readonly Gen<DicomCharacterSet> Sets = Gen.Int[0, Combinations.Length - 1].Select(i => Combinations[i]).Select(terms => DicomCharacterSet.FromSpecificCharacterSet(terms.Split('\\')));

    private static readonly Gen<DicomVR> Representations = Gen.Int[0, 2].Select(i => i == 0 ? DicomVR.PN : i == 1 ? DicomVR.LO : DicomVR.LT);

    // Characters of every set, delimiters and control characters, in any order.
    private static readonly Gen<string> Texts = Gen.Frequency(
        (4, Gen.Char[' ', '~']),
        (1, Gen.Int[0, 6].Select(i => "\\^=\r\n\t\f"[i])),
        (2, Gen.Char['\u00A0', '\u05FF']),
        (1, Gen.Char['\u0E01', '\u0E3A']),
        (2, Gen.Char['\u3041', '\u30FF']),
        (2, Gen.Char['\u4E00', '\u9FA5']),
        (1, Gen.Char['\uAC00', '\uD7A3']),
        (1, Gen.Char['\uFF61', '\uFF9F'])).Array[0, 24].Select(characters => new string(characters));

    [Fact]
    public void What_can_be_encoded_decodes_to_itself() => Gen.Select(Sets, Representations, Texts).Sample(
        (sets, vr, text) =>
        {
            string encodable = string.Concat(text.Where(character => sets.CanEncode(character.ToString(), vr)));
            string decoded = sets.Decode(sets.Encode(encodable, vr), vr);
            return decoded == encodable ? true : throw new InvalidOperationException($"{sets} {vr}: '{encodable}' became '{decoded}'.");
        },
        iter: 20_000);

    [Fact]
    public void Any_bytes_decode_to_well_formed_text() => Gen.Select(Sets, Representations, Bytes).Sample(
        (sets, vr, bytes) =>
        {
            string text = sets.Decode(bytes, vr);
            new UnicodeEncoding(false, false, throwOnInvalidBytes: true).GetByteCount(text);
            return text.Length <= bytes.Length * 2;
        },
        iter: 20_000);

    // Rich in escape sequences, whole and broken.
    private static Gen<byte[]> Bytes => Gen.Frequency(
        (3, Gen.Byte),
        (2, Gen.Int[0, 4].Select(i => EscapeBytes[i])),
        (1, Gen.Byte[0x41, 0x4D])).Array[0, 32];
}
