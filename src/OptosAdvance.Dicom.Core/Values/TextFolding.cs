using System.Collections.Frozen;
using System.Text;

namespace OptosAdvance.Dicom.Core;

/// <summary>
/// Folding of text for search. The product runs without culture data, where the framework's normalisation does nothing, so the letters
/// that matter are listed here.
/// </summary>
internal static class TextFolding
{
    // Base letter first, then what folds to it; upper case only, because folding comes after ToUpperInvariant.
    private static readonly string[] Groups =
    [
        "AÀÁÂÃÄÅĀĂĄǍǞǠȀȂȦẠẢẤẦẨẪẬẮẰẲẴẶḀ", "BḂḄḆ", "CÇĆĈĊČḈ", "DĎĐḊḌḎḐḒÐ", "EÈÉÊËĒĔĖĘĚȄȆȨẸẺẼẾỀỂỄỆḔḖḘḚḜ", "FḞ", "GĜĞĠĢǤǦǴḠ", "HĤĦȞḢḤḦḨḪ",
        "IÌÍÎÏĨĪĬĮİǏȈȊỈỊḬḮı", "JĴ", "KĶǨḰḲḴ", "LĹĻĽĿŁḶḸḺḼ", "MḾṀṂ", "NÑŃŅŇǸṄṆṈṊ", "OÒÓÔÕÖØŌŎŐƠǑǪǬǾȌȎȪȬȮȰỌỎỐỒỔỖỘỚỜỞỠỢṌṎṐṒ", "PṔṖ",
        "RŔŖŘȐȒṘṚṜṞ", "SŚŜŞŠȘṠṢṤṦṨ", "TŢŤŦȚṪṬṮṰ", "UÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖỤỦỨỪỬỮỰṲṴṶṸṺ", "VṼṾ", "WŴẀẂẄẆẈ", "XẊẌ", "YÝŶŸȲẎỲỴỶỸ", "ZŹŻŽẐẒẔ",
        "ΑΆ", "ΕΈ", "ΗΉ", "ΙΊΪΐ", "ΟΌ", "ΥΎΫΰ", "ΩΏ", "Σς", "ЕЁЀ", "ИЍ", "ІЇ", "ГЃҐ", "КЌ", "УЎ",
    ];

    private static readonly FrozenDictionary<char, char> Letters = Groups
        .SelectMany(static group => group.Skip(1).Select(letter => KeyValuePair.Create(letter, group[0])))
        .ToFrozenDictionary();

    private static readonly FrozenDictionary<char, string> Ligatures = new Dictionary<char, string>
    {
        ['ß'] = "SS",
        ['ẞ'] = "SS",
        ['Æ'] = "AE",
        ['Ǽ'] = "AE",
        ['Œ'] = "OE",
        ['Þ'] = "TH",
        ['Ĳ'] = "IJ",
        ['ŉ'] = "N",
    }.ToFrozenDictionary();

    // U+FF61 to U+FF9F.
    private const string HalfWidthKatakana = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
    private const string Voiceable = "カキクケコサシスセソタチツテトハヒフヘホ";

    /// <summary>See <see cref="PersonName.ToSearchKey(string)"/>.</summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (char original in text)
        {
            char letter = char.ToUpperInvariant(Widen(original));
            if (letter is ' ' or '\t' or '\u00A0')
            {
                if (folded.Length > 0 && folded[^1] is not (' ' or '^' or '='))
                {
                    folded.Append(' ');
                }
            }
            else if (letter is '\u3099' or '゛' or '\u309A' or '゜')
            {
                Voice(folded, letter is '\u309A' or '゜');
            }
            else if (letter is >= '\u0300' and <= '\u036F')
            {
                // A combining mark of a decomposed letter.
            }
            else if (Ligatures.TryGetValue(letter, out string? letters))
            {
                folded.Append(letters);
            }
            else
            {
                if (letter is '^' or '=')
                {
                    TrimEnd(folded, " ");
                }
                if (letter is '=')
                {
                    TrimEnd(folded, "^");
                }
                folded.Append(Letters.GetValueOrDefault(letter, letter));
            }
        }
        TrimEnd(folded, " ^=");
        return folded.ToString();
    }

    private static char Widen(char letter) => letter switch
    {
        '\u3000' => ' ',
        >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
        >= '\uFF61' and <= '\uFF9F' => HalfWidthKatakana[letter - '\uFF61'],
        _ => letter,
    };

    private static void Voice(StringBuilder folded, bool half)
    {
        if (folded.Length == 0)
        {
            return;
        }
        char last = folded[^1];
        if (last is 'ウ' && !half)
        {
            folded[^1] = 'ヴ';
        }
        else if (Voiceable.Contains(last, StringComparison.Ordinal) && (!half || last >= 'ハ'))
        {
            // In Unicode the voiced form follows the plain one, and the half-voiced form follows that.
            folded[^1] = (char)(last + (half ? 2 : 1));
        }
    }

    private static void TrimEnd(StringBuilder text, string characters)
    {
        while (text.Length > 0 && characters.Contains(text[^1], StringComparison.Ordinal))
        {
            text.Length--;
        }
    }
}
