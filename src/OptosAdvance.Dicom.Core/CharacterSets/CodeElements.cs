namespace OptosAdvance.Dicom.Core;

/// <summary>The code elements of PS3.3 tables C.12-3 and C.12-4. The large tables are built at their first use.</summary>
internal static class CodeElements
{
    private static readonly Lazy<CodeElement> LatinOne = Latin("ISO-IR 100", 0x41, 28591);
    private static readonly Lazy<CodeElement> LatinTwo = Latin("ISO-IR 101", 0x42, 28592);
    private static readonly Lazy<CodeElement> LatinThree = Latin("ISO-IR 109", 0x43, 28593);
    private static readonly Lazy<CodeElement> LatinFour = Latin("ISO-IR 110", 0x44, 28594);
    private static readonly Lazy<CodeElement> Cyrillic = Latin("ISO-IR 144", 0x4C, 28595);
    private static readonly Lazy<CodeElement> Arabic = Latin("ISO-IR 127", 0x47, 28596);
    private static readonly Lazy<CodeElement> Greek = Latin("ISO-IR 126", 0x46, 28597);
    private static readonly Lazy<CodeElement> Hebrew = Latin("ISO-IR 138", 0x48, 28598);
    private static readonly Lazy<CodeElement> LatinFive = Latin("ISO-IR 148", 0x4D, 28599);
    private static readonly Lazy<CodeElement> LatinNine = Latin("ISO-IR 203", 0x62, 28605);
    private static readonly Lazy<CodeElement> Thai = Latin("ISO-IR 166", 0x54, 874);

    private static readonly Lazy<CodeElement> Kanji = new(() => new DoubleByteElement(
        "ISO-IR 87", [0x1B, 0x24, 0x42], isG1: false, 20932, secondByteIsLow: false,
        row => row is <= 8 or (>= 16 and <= 84),
        ('\u301C', 0x2141), ('\u2016', 0x2142), ('\u2212', 0x215D), ('\u2014', 0x213D), ('\u00A2', 0x2171), ('\u00A3', 0x2172), ('\u00AC', 0x224C)));

    private static readonly Lazy<CodeElement> SupplementaryKanji = new(() => new DoubleByteElement(
        "ISO-IR 159", [0x1B, 0x24, 0x28, 0x44], isG1: false, 20932, secondByteIsLow: true, row => row is 2 or (>= 6 and <= 7) or (>= 9 and <= 11) or (>= 16 and <= 77)));

    private static readonly Lazy<CodeElement> Hangul = new(() => new DoubleByteElement(
        "ISO-IR 149", [0x1B, 0x24, 0x29, 0x43], isG1: true, 51949, secondByteIsLow: false, row => row is <= 12 or (>= 16 and <= 40) or (>= 42 and <= 93)));

    private static readonly Lazy<CodeElement> Hanzi = new(() => new DoubleByteElement(
        "ISO-IR 58", [0x1B, 0x24, 0x29, 0x41], isG1: true, 936, secondByteIsLow: false, row => row is <= 9 or (>= 16 and <= 87)));

    private static readonly Lazy<CodeElement> HalfWidthKatakana = new(SingleByteElement.Katakana);

    internal static CodeElement Ascii { get; } = SingleByteElement.Ascii();

    internal static CodeElement Romaji { get; } = SingleByteElement.Romaji();

    /// <summary>The elements that a registration number stands for: G0 and G1, either of them null when it says nothing about it.</summary>
    /// <returns>False when DICOM has no such registration.</returns>
    internal static bool TryFind(int registration, out CodeElement? g0, out CodeElement? g1)
    {
        (g0, g1) = registration switch
        {
            6 => (Ascii, null),
            13 => (Romaji, HalfWidthKatakana.Value),
            58 => (null, Hanzi.Value),
            87 => (Kanji.Value, null),
            100 => (Ascii, LatinOne.Value),
            101 => (Ascii, LatinTwo.Value),
            109 => (Ascii, LatinThree.Value),
            110 => (Ascii, LatinFour.Value),
            126 => (Ascii, Greek.Value),
            127 => (Ascii, Arabic.Value),
            138 => (Ascii, Hebrew.Value),
            144 => (Ascii, Cyrillic.Value),
            148 => (Ascii, LatinFive.Value),
            149 => (null, Hangul.Value),
            159 => (SupplementaryKanji.Value, null),
            166 => (Ascii, Thai.Value),
            203 => (Ascii, LatinNine.Value),
            _ => ((CodeElement?)null, (CodeElement?)null),
        };
        return g0 is not null || g1 is not null;
    }

    /// <summary>The element that an escape sequence at the start of <paramref name="bytes"/> designates, announced or not.</summary>
    internal static CodeElement? FindByEscape(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3)
        {
            return null;
        }
        return (bytes[1], bytes[2], bytes.Length > 3 ? bytes[3] : (byte)0) switch
        {
            (0x28, 0x42, _) => Ascii,
            (0x28, 0x4A, _) => Romaji,
            (0x29, 0x49, _) => HalfWidthKatakana.Value,
            (0x24, 0x42, _) => Kanji.Value,
            // JIS C 6226-1978, the set's first edition, is still written by old systems; it differs in the shape of a few characters.
            (0x24, 0x40, _) => Kanji.Value,
            (0x24, 0x28, 0x44) => SupplementaryKanji.Value,
            (0x24, 0x29, 0x43) => Hangul.Value,
            (0x24, 0x29, 0x41) => Hanzi.Value,
            (0x2D, 0x41, _) => LatinOne.Value,
            (0x2D, 0x42, _) => LatinTwo.Value,
            (0x2D, 0x43, _) => LatinThree.Value,
            (0x2D, 0x44, _) => LatinFour.Value,
            (0x2D, 0x46, _) => Greek.Value,
            (0x2D, 0x47, _) => Arabic.Value,
            (0x2D, 0x48, _) => Hebrew.Value,
            (0x2D, 0x4C, _) => Cyrillic.Value,
            (0x2D, 0x4D, _) => LatinFive.Value,
            (0x2D, 0x54, _) => Thai.Value,
            (0x2D, 0x62, _) => LatinNine.Value,
            _ => null,
        };
    }

    private static Lazy<CodeElement> Latin(string name, byte final, int codePage) =>
        new(() => SingleByteElement.FromCodePage(name, [0x1B, 0x2D, final], codePage));
}
