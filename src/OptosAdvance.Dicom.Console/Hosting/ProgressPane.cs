using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace OptosAdvance.Dicom.Console;

/// <summary>The progress bars below the output; drawn on a screen only, never into a file.</summary>
/// <remarks>Not thread-safe: the user interface that owns it holds its lock.</remarks>
internal sealed class ProgressPane(ConsoleTerminal terminal)
{
    private const int BarWidth = 30;
    private const int MostBars = 4;

    /// <summary>Shorter intervals only cost time; nobody sees them.</summary>
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<(long Source, int Activity), ProgressRecord> records = [];
    private long lastDrawn;
    private int drawnLines;

    public void Update(long source, ProgressRecord record)
    {
        if (!terminal.CanDraw)
        {
            return;
        }

        if (record.RecordType == ProgressRecordType.Completed)
        {
            records.Remove((source, record.ActivityId));
        }
        else
        {
            records[(source, record.ActivityId)] = record;
            if (drawnLines > 0 && TimeProvider.System.GetElapsedTime(lastDrawn) < RedrawInterval)
            {
                return;
            }
        }

        Hide();
        Draw();
    }

    /// <summary>Removes the bars from the screen; the next update draws them again.</summary>
    public void Hide()
    {
        if (drawnLines > 0)
        {
            terminal.Out.Write($"\r{Ansi.Up(drawnLines)}{Ansi.ClearBelow}");
            drawnLines = 0;
        }
    }

    public void Clear()
    {
        Hide();
        records.Clear();
    }

    /// <summary>One line of a bar, no longer than <paramref name="width"/>.</summary>
    public static string Line(ProgressRecord record, int width)
    {
        var line = new StringBuilder(record.ParentActivityId >= 0 ? "  " : "").Append(record.Activity).Append(' ');
        if (record.PercentComplete >= 0)
        {
            var done = Math.Min(record.PercentComplete, 100) * BarWidth / 100;
            line.Append('[').Append('#', done).Append(' ', BarWidth - done).Append("] ")
                .Append(CultureInfo.CurrentCulture, $"{record.PercentComplete,3}% ");
        }

        line.Append(record.StatusDescription);
        if (!string.IsNullOrEmpty(record.CurrentOperation))
        {
            line.Append(" - ").Append(record.CurrentOperation);
        }

        if (record.SecondsRemaining > 0)
        {
            line.Append(CultureInfo.CurrentCulture, $" ({TimeSpan.FromSeconds(record.SecondsRemaining):g} left)");
        }

        return line.Length < width ? line.ToString() : line.ToString(0, width - 2) + "…";
    }

    private void Draw()
    {
        foreach (var record in records.Values.OrderBy(record => record.ActivityId).Take(MostBars))
        {
            terminal.Out.WriteLine(Ansi.Foreground(ConsoleColor.Cyan) + Line(record, terminal.Width) + Ansi.Reset);
            drawnLines++;
        }

        lastDrawn = TimeProvider.System.GetTimestamp();
        terminal.Out.Flush();
    }
}
