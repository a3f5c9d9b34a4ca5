namespace OptosAdvance.Dicom.DesiredState;

/// <summary>Turns offsets in UTF-8 bytes into lines and columns.</summary>
internal sealed class LineIndex
{
    private readonly byte[] _text;
    private readonly List<int> _starts = [0];

    public LineIndex(byte[] text)
    {
        _text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'\n')
            {
                _starts.Add(i + 1);
            }
        }
    }

    /// <summary>Line and column, from 1, of a byte.</summary>
    public DocumentPosition At(string? file, long offset)
    {
        var index = _starts.BinarySearch((int)offset);
        var line = index >= 0 ? index : ~index - 1;
        var characters = System.Text.Encoding.UTF8.GetCharCount(_text, _starts[line], (int)offset - _starts[line]);
        return new(file, line + 1, characters + 1);
    }
}
