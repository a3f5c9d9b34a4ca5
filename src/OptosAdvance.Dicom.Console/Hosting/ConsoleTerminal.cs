namespace OptosAdvance.Dicom.Console;

/// <summary>Where the engine writes to and reads from: the process's console, or writers of a test.</summary>
internal sealed class ConsoleTerminal
{
    /// <summary>Columns of a line when the output is no screen.</summary>
    private const int RedirectedWidth = 120;

    private readonly bool ownsScreen;

    private ConsoleTerminal()
    {
        Out = Terminal.Out;
        Error = Terminal.Error;
        In = Terminal.In;
        ownsScreen = !Terminal.IsOutputRedirected;
        var plain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            || Environment.GetEnvironmentVariable("TERM") == "dumb";
        OutHasColor = ownsScreen && !plain;
        ErrorHasColor = !Terminal.IsErrorRedirected && !plain;
        CanPrompt = !Terminal.IsInputRedirected;
    }

    /// <summary>A terminal that is no screen.</summary>
    public ConsoleTerminal(TextWriter output, TextWriter error, TextReader input)
    {
        Out = output;
        Error = error;
        In = input;
    }

    /// <summary>The console of this process.</summary>
    public static ConsoleTerminal Instance { get; } = new();

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    public TextReader In { get; }

    /// <summary>Escape sequences may be written to <see cref="Out"/>.</summary>
    public bool OutHasColor { get; }

    public bool ErrorHasColor { get; }

    /// <summary>Keys can be read one by one: somebody sits before it.</summary>
    public bool CanPrompt { get; }

    /// <summary>A progress bar can be drawn and removed again.</summary>
    public bool CanDraw => ownsScreen && OutHasColor && CanPrompt;

    public int Width
    {
        get
        {
            if (ownsScreen && Terminal.WindowWidth > 0)
            {
                return Terminal.WindowWidth;
            }

            return int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 20
                ? columns
                : RedirectedWidth;
        }
    }

    public int Height => ownsScreen && Terminal.WindowHeight > 0 ? Terminal.WindowHeight : 50;
}
