using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <summary>A value of Specific Character Set (0008,0005), understood.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Registration">The ISO-IR number, for <see cref="CharacterSetKind.Registered"/>.</param>
internal readonly record struct CharacterSetTerm(CharacterSetKind Kind, int Registration = 0)
{
    /// <summary>
    /// Understands a defined term. Case, blanks, hyphens and underscores do not matter ("ISO IR 100", "ISO-IR_100", "iso8859-1",
    /// "utf8"), so that the misspellings found in practice mean what they obviously mean.
    /// </summary>
    internal static CharacterSetTerm Parse(string term)
    {
        string key = string.Concat(term.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        switch (key)
        {
            case "" or "ASCII" or "USASCII":
                return new CharacterSetTerm(CharacterSetKind.Registered, 6);
            case "UTF8" or "UNICODE11UTF8" or "ISO10646":
                return new CharacterSetTerm(CharacterSetKind.Utf8);
            case "GB18030" or "ISO2022GB18030":
                return new CharacterSetTerm(CharacterSetKind.Gb18030);
            case "GBK" or "ISO2022GBK":
                return new CharacterSetTerm(CharacterSetKind.Gbk);
            case "LATIN1":
                return new CharacterSetTerm(CharacterSetKind.Registered, 100);
        }
        ReadOnlySpan<char> rest = key;
        bool iso = Skip(ref rest, "ISO");
        if (iso && Skip(ref rest, "8859"))
        {
            return FromPart(rest);
        }
        bool extended = iso && Skip(ref rest, "2022");
        bool marked = Skip(ref rest, "IR");
        if ((iso || extended || marked) && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out int registration))
        {
            return registration == 192 ? new CharacterSetTerm(CharacterSetKind.Utf8)
                : CodeElements.TryFind(registration, out _, out _) ? new CharacterSetTerm(CharacterSetKind.Registered, registration)
                : default;
        }
        return default;
    }

    private static CharacterSetTerm FromPart(ReadOnlySpan<char> part) => part switch
    {
        "1" => new CharacterSetTerm(CharacterSetKind.Registered, 100),
        "2" => new CharacterSetTerm(CharacterSetKind.Registered, 101),
        "3" => new CharacterSetTerm(CharacterSetKind.Registered, 109),
        "4" => new CharacterSetTerm(CharacterSetKind.Registered, 110),
        "5" => new CharacterSetTerm(CharacterSetKind.Registered, 144),
        "6" => new CharacterSetTerm(CharacterSetKind.Registered, 127),
        "7" => new CharacterSetTerm(CharacterSetKind.Registered, 126),
        "8" => new CharacterSetTerm(CharacterSetKind.Registered, 138),
        "9" => new CharacterSetTerm(CharacterSetKind.Registered, 148),
        "11" => new CharacterSetTerm(CharacterSetKind.Registered, 166),
        "15" => new CharacterSetTerm(CharacterSetKind.Registered, 203),
        _ => default,
    };

    private static bool Skip(ref ReadOnlySpan<char> text, string prefix)
    {
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }
        text = text[prefix.Length..];
        return true;
    }
}
