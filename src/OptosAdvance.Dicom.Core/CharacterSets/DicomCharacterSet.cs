using System.Text;

namespace OptosAdvance.Dicom.Core;

/// <summary>
/// The character sets of a data set, as Specific Character Set (0008,0005) names them (PS3.5 6.1, PS3.3 C.12.1.1.2), with ISO/IEC 2022
/// code extensions, UTF-8, GB18030 and GBK. Immutable and safe for concurrent use.
/// </summary>
/// <remarks>
/// Decoding never fails. What a set does not define becomes U+FFFD. Where the data set names no set, the default repertoire, or none
/// that is known, bytes beyond ASCII are read as UTF-8 when the whole value is well-formed UTF-8, else as ISO 8859-1: text of senders
/// that forgot to name their set is then mostly right and never lost. Terms are understood in the misspellings found in practice
/// ("ISO IR 100", "ISO-IR 100", "utf8"); unknown terms beside known ones are passed over. Escape sequences that DICOM knows are followed
/// even where they are not announced.
/// </remarks>
public sealed class DicomCharacterSet : IEquatable<DicomCharacterSet>
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly CodeElement _g0;
    private readonly CodeElement? _g1;
    private readonly CodeElement? _unescapedG1;
    private readonly CodeElement[] _elements;
    private readonly Encoding? _whole;

    private DicomCharacterSet(string[] terms, string[] unrecognized, CodeElement g0, CodeElement? g1, CodeElement[] elements, Encoding? whole)
    {
        (Terms, UnrecognizedTerms) = (terms, unrecognized);
        (_g0, _g1, _elements, _whole) = (g0, g1, elements, whole);
        // Some senders name a set as a later value and then leave out its escape sequence.
        _unescapedG1 = g1 ?? Array.Find(elements, static element => element.IsG1);
    }

    /// <summary>The default repertoire (ISO-IR 6, which is ASCII): a data set without Specific Character Set.</summary>
    public static DicomCharacterSet Default { get; } = new([], [], CodeElements.Ascii, null, [], null);

    /// <summary>Unicode in UTF-8 (ISO_IR 192).</summary>
    public static DicomCharacterSet Utf8 { get; } = new(["ISO_IR 192"], [], CodeElements.Ascii, null, [], StrictUtf8);

    /// <summary>
    /// The values for Specific Character Set: the standard's defined terms, however they were spelt; unknown ones as they were given.
    /// Empty for <see cref="Default"/>.
    /// </summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>The terms that DICOM does not know; they have no effect.</summary>
    public IReadOnlyList<string> UnrecognizedTerms { get; }

    /// <summary>The character sets that the values of Specific Character Set (0008,0005) name.</summary>
    /// <param name="terms">The values in their order; blank ones stand for the default repertoire. None means <see cref="Default"/>.</param>
    public static DicomCharacterSet FromSpecificCharacterSet(IEnumerable<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        string[] given = [.. terms.Select(static term => term.Trim(' ', '\0'))];
        return given switch
        {
            [] or [""] => Default,
            ["ISO_IR 192"] => Utf8,
            _ => Create(given),
        };
    }

    /// <summary>Decodes a value (all its values, with their delimiters). Padding is not removed.</summary>
    /// <param name="bytes">The value field.</param>
    /// <param name="vr">Its value representation: it tells which characters are delimiters, and whether the sets apply at all.</param>
    /// <returns>The text; U+FFFD where the bytes mean nothing.</returns>
    public string Decode(ReadOnlySpan<byte> bytes, DicomVR vr)
    {
        ArgumentNullException.ThrowIfNull(vr);
        return vr.UsesCharacterSet ? Decode(bytes, DelimitersOf(vr)) : DecodeDefault(bytes, TextDelimiters.Values);
    }

    /// <summary>Encodes a value (all its values, with their delimiters), with the escape sequences it needs. No padding is added.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vr">Its value representation.</param>
    /// <exception cref="DicomCharacterSetException">The sets do not have a character of the text.</exception>
    public byte[] Encode(string text, DicomVR vr)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(vr);
        return vr.UsesCharacterSet ? Encode(text, DelimitersOf(vr)) : Default.Encode(text, TextDelimiters.Values);
    }

    /// <summary>Whether <see cref="Encode(string, DicomVR)"/> would succeed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vr">Its value representation.</param>
    public bool CanEncode(string text, DicomVR vr)
    {
        try
        {
            Encode(text, vr);
            return true;
        }
        catch (DicomCharacterSetException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool Equals(DicomCharacterSet? other) => other is not null && Terms.SequenceEqual(other.Terms, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DicomCharacterSet);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    /// <summary>The terms, separated by backslashes.</summary>
    public override string ToString() => string.Join('\\', Terms);

    internal string Decode(ReadOnlySpan<byte> bytes, TextDelimiters delimiters)
    {
        if (_whole is not null)
        {
            return (ReferenceEquals(_whole, StrictUtf8) ? Encoding.UTF8 : _whole).GetString(bytes);
        }
        if (_g1 is null && _elements.Length == 0)
        {
            return DecodeDefault(bytes, delimiters);
        }
        return ReferenceEquals(_g0, CodeElements.Ascii) && IsPlain(bytes)
            ? Encoding.ASCII.GetString(bytes)
            : Iso2022Decoder.Decode(bytes, _g0, _unescapedG1, delimiters);
    }

    internal byte[] Encode(string text, TextDelimiters delimiters)
    {
        if (ReferenceEquals(_g0, CodeElements.Ascii) && Ascii.IsValid(text) && !text.Contains('\x1B', StringComparison.Ordinal))
        {
            // Nothing of it has to be looked up, and nothing is to be escaped.
            return Encoding.ASCII.GetBytes(text);
        }
        if (_whole is null)
        {
            return new Iso2022Encoder(_g0, _g1, _elements, text.Length + 16).Encode(text, delimiters, ToString() is { Length: > 0 } names ? names : "ISO_IR 6");
        }
        try
        {
            return _whole.GetBytes(text);
        }
        catch (EncoderFallbackException failure)
        {
            throw Iso2022Encoder.Unencodable(text, failure.Index, ToString(), failure);
        }
    }

    private static string DecodeDefault(ReadOnlySpan<byte> bytes, TextDelimiters delimiters)
    {
        if (IsPlain(bytes))
        {
            return Encoding.ASCII.GetString(bytes);
        }
        if (bytes.Contains((byte)0x1B))
        {
            return Iso2022Decoder.Decode(bytes, CodeElements.Ascii, null, delimiters);
        }
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }

    private static bool IsPlain(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes) && !bytes.Contains((byte)0x1B);

    private static TextDelimiters DelimitersOf(DicomVR vr) =>
        vr == DicomVR.PN ? TextDelimiters.PersonName
        : vr.IsMultiValuedText ? TextDelimiters.Values
        : TextDelimiters.None;

    private static DicomCharacterSet Create(string[] given)
    {
        CharacterSetTerm[] parsed = [.. given.Select(CharacterSetTerm.Parse)];
        string[] unrecognized = [.. given.Where((_, index) => parsed[index].Kind == CharacterSetKind.Unknown)];

        // UTF-8 and the GB sets stand alone (C.12.1.1.2). As a later value one is believed only where the others add nothing to ASCII.
        int whole = Array.FindIndex(parsed, static term => term.Kind is CharacterSetKind.Utf8 or CharacterSetKind.Gb18030 or CharacterSetKind.Gbk);
        if (whole == 0 || (whole > 0 && !parsed.Any(static term => term is { Kind: CharacterSetKind.Registered, Registration: not 6 })))
        {
            return parsed[whole].Kind switch
            {
                CharacterSetKind.Utf8 => new DicomCharacterSet(["ISO_IR 192"], unrecognized, CodeElements.Ascii, null, [], StrictUtf8),
                CharacterSetKind.Gb18030 => new DicomCharacterSet(["GB18030"], unrecognized, CodeElements.Ascii, null, [], CodePages.Strict(54936)),
                _ => new DicomCharacterSet(["GBK"], unrecognized, CodeElements.Ascii, null, [], CodePages.Strict(936)),
            };
        }

        bool extended = given.Length > 1;
        CodeElement g0 = CodeElements.Ascii;
        CodeElement? g1 = null;
        var elements = new List<CodeElement>();
        var terms = new List<string>(given.Length);
        for (int i = 0; i < given.Length; i++)
        {
            if (parsed[i].Kind != CharacterSetKind.Registered)
            {
                terms.Add(given[i]);
                continue;
            }
            int registration = parsed[i].Registration;
            CodeElements.TryFind(registration, out CodeElement? termG0, out CodeElement? termG1);
            // A two-byte set may not be the first value; Kanji alone is then reached by escapes, Hangul and Hanzi from the start.
            bool kanji = termG0?.BytesPerCharacter == 2;
            if (i == 0 && !kanji)
            {
                (g0, g1) = (termG0 ?? g0, termG1);
            }
            elements.AddRange(new[] { termG0, termG1 }.OfType<CodeElement>().Where(element => !elements.Contains(element)));
            extended |= termG0 is null || kanji;
            terms.Add(given[i].Length == 0 ? "" : registration.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        for (int i = 0; i < terms.Count; i++)
        {
            if (parsed[i].Kind == CharacterSetKind.Registered && terms[i].Length > 0)
            {
                terms[i] = (extended ? "ISO 2022 IR " : "ISO_IR ") + terms[i];
            }
        }
        if (extended && g0 == CodeElements.Ascii && !elements.Contains(g0))
        {
            elements.Insert(0, g0);
        }
        bool plain = g1 is null && elements.TrueForAll(static element => element == CodeElements.Ascii);
        return new DicomCharacterSet([.. terms], unrecognized, g0, g1, plain ? [] : extended ? [.. elements] : [g0, g1!], null);
    }
}
