using System.Collections.Frozen;
using System.Text;

namespace OptosAdvance.Dicom.Core;

/// <summary>A set with one byte per character, as a table of 256 of which only its own half is filled.</summary>
internal sealed class SingleByteElement : CodeElement
{
    private readonly char[] _characters;
    private readonly FrozenDictionary<char, ushort> _codes;

    private SingleByteElement(string name, byte[] escape, bool isG1, char[] characters)
        : base(name, escape, isG1)
    {
        _characters = characters;
        _codes = Enumerable.Range(0, 256)
            .Where(code => characters[code] != Undefined)
            .ToFrozenDictionary(code => characters[code], code => (ushort)code);
    }

    internal override int BytesPerCharacter => 1;

    /// <summary>The upper half of an 8-bit code page; bytes 0x80–0x9F are control characters and not part of the set.</summary>
    internal static SingleByteElement FromCodePage(string name, byte[] escape, int codePage)
    {
        Encoding encoding = CodePages.Decoder(codePage);
        char[] characters = Empty();
        for (int code = 0xA0; code <= 0xFF; code++)
        {
            characters[code] = CodePages.Character(encoding, [(byte)code]);
        }
        return new SingleByteElement(name, escape, isG1: true, characters);
    }

    internal static SingleByteElement Ascii()
    {
        char[] characters = Empty();
        for (int code = 0x20; code <= 0x7E; code++)
        {
            characters[code] = (char)code;
        }
        return new SingleByteElement("ISO-IR 6", [0x1B, 0x28, 0x42], isG1: false, characters);
    }

    /// <summary>JIS X 0201 romaji: ASCII but for YEN SIGN and OVERLINE.</summary>
    internal static SingleByteElement Romaji()
    {
        char[] characters = Empty();
        for (int code = 0x20; code <= 0x7E; code++)
        {
            characters[code] = (char)code;
        }
        characters[0x5C] = '¥';
        characters[0x7E] = '‾';
        return new SingleByteElement("ISO-IR 14", [0x1B, 0x28, 0x4A], isG1: false, characters);
    }

    /// <summary>JIS X 0201 half-width katakana.</summary>
    internal static SingleByteElement Katakana()
    {
        char[] characters = Empty();
        for (int code = 0xA1; code <= 0xDF; code++)
        {
            characters[code] = (char)(0xFF61 + code - 0xA1);
        }
        return new SingleByteElement("ISO-IR 13", [0x1B, 0x29, 0x49], isG1: true, characters);
    }

    internal override char Decode(byte first, byte second) => _characters[first];

    internal override bool TryEncode(char character, out ushort code) => _codes.TryGetValue(character, out code);

    private static char[] Empty()
    {
        var characters = new char[256];
        Array.Fill(characters, Undefined);
        return characters;
    }
}
