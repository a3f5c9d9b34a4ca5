using System.Collections.Frozen;
using System.Text;

namespace OptosAdvance.Dicom.Core;

/// <summary>A 94×94 set, taken from a code page that carries it.</summary>
/// <remarks>
/// Decoding knows everything the code page has in the area, vendor rows included, because such text exists; encoding uses only
/// the rows that the standard set itself defines, because a peer is not bound to know more.
/// </remarks>
internal sealed class DoubleByteElement : CodeElement
{
    private const int Side = 94;
    private readonly char[] _characters = new char[Side * Side];
    private readonly FrozenDictionary<char, ushort> _codes;

    /// <param name="name">The registration, for messages.</param>
    /// <param name="escape">The designating escape sequence.</param>
    /// <param name="isG1">Whether the set is designated to G1.</param>
    /// <param name="codePage">The code page that has the set.</param>
    /// <param name="secondByteIsLow">Whether the code page has the set's second byte without its high bit.</param>
    /// <param name="isStandardRow">Which rows (1–94) the set itself defines.</param>
    /// <param name="aliases">Other Unicode characters that stand for a 7-bit code of the set when encoding.</param>
    internal DoubleByteElement(
        string name,
        byte[] escape,
        bool isG1,
        int codePage,
        bool secondByteIsLow,
        Func<int, bool> isStandardRow,
        params (char Character, ushort Code)[] aliases)
        : base(name, escape, isG1)
    {
        Encoding encoding = CodePages.Decoder(codePage);
        var codes = new Dictionary<char, ushort>();
        ushort highBits = isG1 ? (ushort)0x8080 : (ushort)0;
        for (int row = 0; row < Side; row++)
        {
            for (int cell = 0; cell < Side; cell++)
            {
                byte second = (byte)(secondByteIsLow ? 0x21 + cell : 0xA1 + cell);
                char character = CodePages.Character(encoding, [(byte)(0xA1 + row), second]);
                _characters[row * Side + cell] = character;
                if (character != Undefined && isStandardRow(row + 1))
                {
                    codes.TryAdd(character, (ushort)((0x21 + row) << 8 | 0x21 + cell | highBits));
                }
            }
        }
        foreach ((char character, ushort code) in aliases)
        {
            codes.TryAdd(character, (ushort)(code | highBits));
        }
        _codes = codes.ToFrozenDictionary();
    }

    internal override int BytesPerCharacter => 2;

    internal override char Decode(byte first, byte second)
    {
        int row = (first & 0x7F) - 0x21;
        int cell = (second & 0x7F) - 0x21;
        return row is < 0 or >= Side || cell is < 0 or >= Side ? Undefined : _characters[row * Side + cell];
    }

    internal override bool TryEncode(char character, out ushort code) => _codes.TryGetValue(character, out code);
}
