using System.Management.Automation;
using System.Text;

namespace OptosAdvance.Dicom.Console;

/// <summary>Edits one line on the screen: cursor keys, history, Tab to complete.</summary>
internal sealed class LineEditor(ConsoleTerminal terminal, CommandHistory history, Completer completer)
{
    private readonly StringBuilder line = new();
    private string prompt = "";
    private int cursor;
    private int cursorRow;
    private CommandCompletion? completion;

    /// <summary>The last line ended with Ctrl+C.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>Shows the prompt and reads a line; null at the end of the input (Ctrl+D on an empty line).</summary>
    public string? ReadLine(string promptText)
    {
        prompt = promptText;
        WasCancelled = false;
        if (!terminal.CanPrompt)
        {
            terminal.Out.Write(prompt);
            return terminal.In.ReadLine();
        }

        line.Clear();
        cursor = cursorRow = 0;
        completion = null;
        Redraw();
        Terminal.TreatControlCAsInput = true;
        try
        {
            return Edit();
        }
        finally
        {
            Terminal.TreatControlCAsInput = false;
        }
    }

    private string? Edit()
    {
        while (true)
        {
            var key = Terminal.ReadKey(intercept: true);
            var control = (key.Modifiers & ConsoleModifiers.Control) != 0;
            if (key.Key != ConsoleKey.Tab)
            {
                completion = null;
            }

            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    EndLine();
                    history.Add(line.ToString());
                    return line.ToString();
                case ConsoleKey.C when control:
                    EndLine();
                    WasCancelled = true;
                    return "";
                case ConsoleKey.D when control && line.Length == 0:
                    EndLine();
                    return null;
                case ConsoleKey.L when control:
                    terminal.Out.Write(Ansi.ClearScreen);
                    cursorRow = 0;
                    break;
                case ConsoleKey.Escape:
                    Replace("");
                    break;
                default:
                    Apply(key, control);
                    break;
            }

            Redraw();
        }
    }

    private void Apply(ConsoleKeyInfo key, bool control)
    {
        switch (key.Key)
        {
            case ConsoleKey.UpArrow when history.Previous() is { } previous:
                Replace(previous);
                break;
            case ConsoleKey.DownArrow:
                Replace(history.Next());
                break;
            case ConsoleKey.LeftArrow:
                cursor = control ? WordStart() : Math.Max(cursor - 1, 0);
                break;
            case ConsoleKey.RightArrow:
                cursor = control ? WordEnd() : Math.Min(cursor + 1, line.Length);
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                cursor = 0;
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                cursor = line.Length;
                break;
            case ConsoleKey.Backspace when cursor > 0:
                line.Remove(--cursor, 1);
                break;
            case ConsoleKey.Delete when cursor < line.Length:
                line.Remove(cursor, 1);
                break;
            case ConsoleKey.W when control:
                var start = WordStart();
                line.Remove(start, cursor - start);
                cursor = start;
                break;
            case ConsoleKey.U when control:
                line.Remove(0, cursor);
                cursor = 0;
                break;
            case ConsoleKey.K when control:
                line.Length = cursor;
                break;
            case ConsoleKey.Tab:
                Complete((key.Modifiers & ConsoleModifiers.Shift) == 0);
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    line.Insert(cursor++, key.KeyChar);
                }

                break;
        }
    }

    /// <summary>The first Tab asks the engine, each further one goes to the next suggestion.</summary>
    private void Complete(bool forward)
    {
        completion ??= completer.Complete(line.ToString(), cursor);
        if (completion.GetNextResult(forward) is not { } result)
        {
            return;
        }

        line.Remove(completion.ReplacementIndex, completion.ReplacementLength)
            .Insert(completion.ReplacementIndex, result.CompletionText);
        completion.ReplacementLength = result.CompletionText.Length;
        cursor = completion.ReplacementIndex + result.CompletionText.Length;
    }

    private void Replace(string text)
    {
        line.Clear().Append(text);
        cursor = line.Length;
    }

    private int WordStart()
    {
        var at = cursor;
        while (at > 0 && line[at - 1] == ' ')
        {
            at--;
        }

        while (at > 0 && line[at - 1] != ' ')
        {
            at--;
        }

        return at;
    }

    private int WordEnd()
    {
        var at = cursor;
        while (at < line.Length && line[at] == ' ')
        {
            at++;
        }

        while (at < line.Length && line[at] != ' ')
        {
            at++;
        }

        return at;
    }

    private void EndLine()
    {
        cursor = line.Length;
        Redraw();
        terminal.Out.WriteLine();
        cursorRow = 0;
    }

    /// <summary>Draws prompt and line anew from the row where the prompt began, and puts the cursor in its place.</summary>
    private void Redraw()
    {
        var width = Math.Max(terminal.Width, 1);
        var promptColumns = Ansi.Strip(prompt).Length;
        var end = promptColumns + line.Length;
        var place = promptColumns + cursor;
        var screen = new StringBuilder("\r").Append(Ansi.Up(cursorRow)).Append(Ansi.ClearBelow).Append(prompt).Append(line);
        if (end % width == 0)
        {
            // At the right edge a terminal has not yet moved to the next row; a line feed makes the position certain.
            screen.Append("\r\n");
        }

        screen.Append('\r').Append(Ansi.Up((end / width) - (place / width))).Append(Ansi.Right(place % width));
        cursorRow = place / width;
        terminal.Out.Write(screen);
        terminal.Out.Flush();
    }
}
