using System.Text;

namespace OptosAdvance.Dicom.Core;

/// <summary>Access to the framework's code pages; they are independent of the culture data and of invariant globalization.</summary>
internal static class CodePages
{
    private static readonly EncodingProvider Provider = CodePagesEncodingProvider.Instance;

    /// <summary>A code page that answers U+FFFD for what it cannot decode and throws for what it cannot encode.</summary>
    internal static Encoding Strict(int codePage) =>
        Provider.GetEncoding(codePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\uFFFD"))
        ?? Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\uFFFD"));

    internal static Encoding Decoder(int codePage) => Strict(codePage);

    /// <summary>The one character of a code, or <see cref="CodeElement.Undefined"/> (also for private-use fillers).</summary>
    internal static char Character(Encoding encoding, ReadOnlySpan<byte> code)
    {
        Span<char> characters = stackalloc char[4];
        int count = encoding.GetChars(code, characters);
        return count == 1 && characters[0] is not (>= '\uE000' and <= '\uF8FF') and not < ' ' ? characters[0] : CodeElement.Undefined;
    }
}
