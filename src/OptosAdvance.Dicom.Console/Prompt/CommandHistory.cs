namespace OptosAdvance.Dicom.Console;

/// <summary>The lines entered in this session, walked with the arrow keys.</summary>
internal sealed class CommandHistory
{
    private readonly List<string> lines = [];
    private int position;

    public void Add(string line)
    {
        if (line.Trim().Length > 0 && (lines.Count == 0 || lines[^1] != line))
        {
            lines.Add(line);
        }

        position = lines.Count;
    }

    /// <summary>The line before, or null at the oldest.</summary>
    public string? Previous() => position > 0 ? lines[--position] : null;

    /// <summary>The line after, empty behind the newest.</summary>
    public string Next()
    {
        position = Math.Min(position + 1, lines.Count);
        return position < lines.Count ? lines[position] : "";
    }
}
