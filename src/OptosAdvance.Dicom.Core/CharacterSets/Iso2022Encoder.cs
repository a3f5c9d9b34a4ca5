using System.Globalization;

namespace OptosAdvance.Dicom.Core;

/// <summary>
/// Encodes one value, switching code elements as needed and returning to those of the first character set before each delimiter and at
/// the end (PS3.5 6.1.2.5.3). Used once.
/// </summary>
internal sealed class Iso2022Encoder
{
    private readonly CodeElement _initialG0;
    private readonly CodeElement? _initialG1;
    private readonly IReadOnlyList<CodeElement> _elements;
    private readonly List<byte> _output;
    private CodeElement _g0;
    private CodeElement? _g1;

    /// <param name="initialG0">What G0 holds at the start of a value.</param>
    /// <param name="initialG1">What G1 holds at the start of a value.</param>
    /// <param name="elements">All elements that may be designated, in order of preference; empty without code extensions.</param>
    /// <param name="capacity">The expected number of bytes.</param>
    internal Iso2022Encoder(CodeElement initialG0, CodeElement? initialG1, IReadOnlyList<CodeElement> elements, int capacity)
    {
        (_initialG0, _initialG1, _elements) = (initialG0, initialG1, elements);
        (_g0, _g1) = (initialG0, initialG1);
        _output = new List<byte>(capacity);
    }

    /// <exception cref="DicomCharacterSetException">No set has a character of the text.</exception>
    internal byte[] Encode(string text, TextDelimiters delimiters, string setNames)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (character < ' ' || character == 0x7F)
            {
                if (character == 0x1B)
                {
                    throw Unencodable(text, i, setNames);
                }
                if (character is '\t' or '\n' or '\f' or '\r')
                {
                    Return();
                }
                _output.Add((byte)character);
            }
            else if (Iso2022Decoder.IsDelimiter(character, delimiters))
            {
                Return();
                _output.Add((byte)character);
            }
            else if (!TryAppend(character, delimiters))
            {
                throw Unencodable(text, i, setNames);
            }
        }
        Return();
        return [.. _output];
    }

    internal static DicomCharacterSetException Unencodable(string text, int position, string setNames, Exception? cause = null)
    {
        int codePoint = position < text.Length
            ? char.IsSurrogatePair(text, position) ? char.ConvertToUtf32(text, position) : text[position]
            : 0;
        string name = codePoint.ToString("X4", CultureInfo.InvariantCulture);
        return new DicomCharacterSetException(
            $"The character U+{name} at position {position} cannot be expressed in the specific character set '{setNames}'.", position, cause);
    }

    private bool TryAppend(char character, TextDelimiters delimiters)
    {
        if (TryCode(_g0, character, delimiters, out ushort code))
        {
            Write(_g0, code);
            return true;
        }
        if (_g1 is not null && TryCode(_g1, character, delimiters, out code))
        {
            Write(_g1, code);
            return true;
        }
        foreach (CodeElement element in _elements)
        {
            if (TryCode(element, character, delimiters, out code))
            {
                Designate(element);
                Write(element, code);
                return true;
            }
        }
        return false;
    }

    /// <summary>Without the code of a delimiter: the yen sign shares its code with the backslash.</summary>
    private static bool TryCode(CodeElement element, char character, TextDelimiters delimiters, out ushort code) =>
        element.TryEncode(character, out code) && (element.BytesPerCharacter == 2 || !Iso2022Decoder.IsDelimiter(code, delimiters));

    private void Write(CodeElement element, ushort code)
    {
        if (element.BytesPerCharacter == 2)
        {
            _output.Add((byte)(code >> 8));
        }
        _output.Add((byte)code);
    }

    private void Designate(CodeElement element)
    {
        _output.AddRange(element.Escape);
        if (element.IsG1)
        {
            _g1 = element;
        }
        else
        {
            _g0 = element;
        }
    }

    private void Return()
    {
        if (_g0 != _initialG0)
        {
            Designate(_initialG0);
        }
        if (_g1 != _initialG1)
        {
            if (_initialG1 is not null)
            {
                _output.AddRange(_initialG1.Escape);
            }
            _g1 = _initialG1;
        }
    }
}
