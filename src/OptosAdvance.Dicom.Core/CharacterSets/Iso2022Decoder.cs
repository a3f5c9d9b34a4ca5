using System.Text;

namespace OptosAdvance.Dicom.Core;

/// <summary>Decodes a value with ISO/IEC 2022 code extensions as PS3.5 6.1.2.5 restricts them.</summary>
internal static class Iso2022Decoder
{
    private const byte Escape = 0x1B;

    /// <summary>
    /// Decodes a whole value. Never throws: what no active set defines becomes U+FFFD. An escape sequence that DICOM knows is followed
    /// even when Specific Character Set does not announce it.
    /// </summary>
    internal static string Decode(ReadOnlySpan<byte> bytes, CodeElement initialG0, CodeElement? initialG1, TextDelimiters delimiters)
    {
        var text = new StringBuilder(bytes.Length);
        CodeElement g0 = initialG0;
        CodeElement? g1 = initialG1;
        for (int i = 0; i < bytes.Length;)
        {
            byte current = bytes[i];
            if (current == Escape)
            {
                CodeElement? designated = CodeElements.FindByEscape(bytes[i..]);
                if (designated is null)
                {
                    text.Append(CodeElement.Undefined);
                    i++;
                    continue;
                }
                if (designated.IsG1)
                {
                    g1 = designated;
                }
                else
                {
                    g0 = designated;
                }

                i += designated.Escape.Length;
            }
            else if (current is <= 0x20 or 0x7F)
            {
                if (current is 0x09 or 0x0A or 0x0C or 0x0D)
                {
                    (g0, g1) = (initialG0, initialG1);
                }
                text.Append((char)current);
                i++;
            }
            else if (current < 0x80)
            {
                if (g0.BytesPerCharacter == 1 && IsDelimiter(current, delimiters))
                {
                    (g0, g1) = (initialG0, initialG1);
                    text.Append((char)current);
                    i++;
                }
                else
                {
                    i += Append(text, g0, bytes[i..], 0x21, 0x7E);
                }
            }
            else if (g1 is null)
            {
                text.Append(CodeElement.Undefined);
                i++;
            }
            else
            {
                i += Append(text, g1, bytes[i..], 0xA1, 0xFE);
            }
        }
        return text.ToString();
    }

    internal static bool IsDelimiter(int character, TextDelimiters delimiters) => character switch
    {
        '\\' => delimiters != TextDelimiters.None,
        '^' or '=' => delimiters == TextDelimiters.PersonName,
        _ => false,
    };

    private static int Append(StringBuilder text, CodeElement element, ReadOnlySpan<byte> bytes, byte lowest, byte highest)
    {
        if (element.BytesPerCharacter == 1)
        {
            text.Append(element.Decode(bytes[0], 0));
            return 1;
        }
        // A half character must not swallow the control character, escape or delimiter behind it.
        if (bytes[0] < lowest || bytes[0] > highest || bytes.Length < 2 || bytes[1] < lowest || bytes[1] > highest)
        {
            text.Append(CodeElement.Undefined);
            return 1;
        }
        text.Append(element.Decode(bytes[0], bytes[1]));
        return 2;
    }
}
