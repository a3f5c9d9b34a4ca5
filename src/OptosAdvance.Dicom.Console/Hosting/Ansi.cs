using System.Text.RegularExpressions;

namespace OptosAdvance.Dicom.Console;

/// <summary>The few escape sequences of ECMA-48 that the console uses.</summary>
internal static partial class Ansi
{
    public const string Reset = "\e[0m";

    /// <summary>Clears from the cursor to the end of the screen.</summary>
    public const string ClearBelow = "\e[J";

    public const string ClearScreen = "\e[2J\e[3J\e[H";

    private static readonly int[] Codes = [30, 34, 32, 36, 31, 35, 33, 37, 90, 94, 92, 96, 91, 95, 93, 97];

    public static string Foreground(ConsoleColor color) => $"\e[{Codes[(int)color]}m";

    public static string Background(ConsoleColor color) => $"\e[{Codes[(int)color] + 10}m";

    public static string Up(int lines) => lines > 0 ? $"\e[{lines}A" : "";

    public static string Right(int columns) => columns > 0 ? $"\e[{columns}C" : "";

    /// <summary>The text without colours and cursor movements: what a file should hold.</summary>
    public static string Strip(string text) => text.Contains('\e', StringComparison.Ordinal) ? Sequences().Replace(text, "") : text;

    [GeneratedRegex(@"\e\[[0-9;?]*[ -/]*[@-~]|\e\][^\a\e]*(\a|\e\\)")]
    private static partial Regex Sequences();
}
