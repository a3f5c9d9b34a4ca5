namespace OptosAdvance.Dicom.Core;

/// <summary>
/// One ISO/IEC 2022 code element (a 94, 96 or 94×94 character graphic set) with the escape sequence that designates it
/// (PS3.3 C.12.1.1.2). Immutable and safe for concurrent use.
/// </summary>
internal abstract class CodeElement(string name, byte[] escape, bool isG1)
{
    /// <summary>What the set has instead of a character.</summary>
    internal const char Undefined = '\uFFFD';

    internal string Name { get; } = name;

    /// <summary>The whole escape sequence, ESC included.</summary>
    internal byte[] Escape { get; } = escape;

    /// <summary>Whether the element goes to G1 (bytes 0xA0–0xFF) rather than to G0 (bytes 0x21–0x7E).</summary>
    internal bool IsG1 { get; } = isG1;

    internal abstract int BytesPerCharacter { get; }

    /// <summary>The character of a one-byte (<paramref name="second"/> ignored) or two-byte code, or <see cref="Undefined"/>.</summary>
    internal abstract char Decode(byte first, byte second);

    /// <summary>The code of a character, as it is transmitted; two-byte codes have their first byte in the high half.</summary>
    internal abstract bool TryEncode(char character, out ushort code);

    public override string ToString() => Name;
}
