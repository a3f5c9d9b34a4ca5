using System.Management.Automation.Host;

namespace OptosAdvance.Dicom.Console;

/// <summary>Size, colours and keys of the console; what only an old Windows console could do is not supported.</summary>
internal sealed class ConsoleRawUserInterface(ConsoleTerminal terminal) : PSHostRawUserInterface
{
    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Size BufferSize
    {
        get => new(terminal.Width, terminal.Height);
        set => throw Unsupported();
    }

    public override Coordinates CursorPosition
    {
        get => terminal.CanDraw ? new(Terminal.CursorLeft, Terminal.CursorTop) : default;
        set
        {
            if (!terminal.CanDraw)
            {
                throw Unsupported();
            }

            Terminal.SetCursorPosition(value.X, value.Y);
        }
    }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => terminal.CanPrompt && Terminal.KeyAvailable;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Size MaxWindowSize => BufferSize;

    public override Coordinates WindowPosition { get; set; }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw Unsupported();
    }

    public override string WindowTitle { get; set; } = "optos";

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Terminal.ReadKey(intercept: true);
        }
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!terminal.CanPrompt)
        {
            throw Unsupported();
        }

        var key = Terminal.ReadKey((options & ReadKeyOptions.NoEcho) != 0);
        return new KeyInfo((int)key.Key, key.KeyChar, 0, keyDown: true);
    }

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw Unsupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // Clear-Host asks for the whole screen with -1; parts of it are not ours to paint.
        if (rectangle is not { Left: -1, Top: -1, Right: -1, Bottom: -1 })
        {
            throw Unsupported();
        }

        if (terminal.OutHasColor)
        {
            terminal.Out.Write(Ansi.ClearScreen);
            terminal.Out.Flush();
        }
    }

    private static NotSupportedException Unsupported() => new("This console cannot do that with its screen.");
}
