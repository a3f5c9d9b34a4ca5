namespace OptosAdvance.Dicom.Console;

/// <summary>The command line of <c>optos</c>, understood.</summary>
internal sealed record ConsoleOptions
{
    public const string EngineVariable = "OPTOS_ENGINE";

    public RunMode Mode { get; init; } = RunMode.Interactive;

    public EngineKind Engine { get; init; }

    /// <summary>The module folder given with <c>--module</c>.</summary>
    public string? ModulePath { get; init; }

    /// <summary>False after <c>--no-module</c>: scripts that build the module must not load it.</summary>
    public bool LoadModule { get; init; } = true;

    /// <summary>The script's path, or the text of the commands.</summary>
    public string Target { get; init; } = "";

    /// <summary>What follows the script's path, handed to the script as it is.</summary>
    public IReadOnlyList<string> ScriptArguments { get; init; } = [];

    public PesterOptions Pester { get; init; } = new();

    /// <summary>Understands a command line.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <param name="inputIsRedirected">Commands come from standard input when nothing else is asked for.</param>
    /// <param name="engineVariable">The value of <see cref="EngineVariable"/>; the option wins over it.</param>
    /// <exception cref="CommandLineException">An unknown option or a missing value.</exception>
    public static ConsoleOptions Parse(IReadOnlyList<string> arguments, bool inputIsRedirected, string? engineVariable)
    {
        var options = new ConsoleOptions
        {
            Engine = string.IsNullOrEmpty(engineVariable) ? EngineKind.Automatic : ParseEngine(engineVariable, EngineVariable),
        };
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            switch (argument.ToLowerInvariant())
            {
                case "--engine":
                    options = options with { Engine = ParseEngine(Value(arguments, ref i), argument) };
                    break;
                case "--module":
                    options = options with { ModulePath = Value(arguments, ref i) };
                    break;
                case "--no-module":
                    options = options with { LoadModule = false };
                    break;
                case "-noprofile" or "-nologo" or "-noninteractive":
                    // Habits from pwsh; the console has neither profile nor logo.
                    break;
                case "-h" or "-?" or "--help":
                    return options with { Mode = RunMode.Help };
                case "-v" or "--version":
                    return options with { Mode = RunMode.Version };
                case "-c" or "-command" or "--command":
                    var text = string.Join(' ', Rest(arguments, i + 1, argument));
                    return text == "-"
                        ? options with { Mode = RunMode.StandardInput }
                        : options with { Mode = RunMode.Command, Target = text };
                case "-f" or "-file" or "--file":
                    var file = Value(arguments, ref i);
                    return options with { Mode = RunMode.Script, Target = file, ScriptArguments = [.. arguments.Skip(i + 1)] };
                case "--pester":
                    return options with { Mode = RunMode.Pester, Pester = PesterOptions.Parse([.. arguments.Skip(i + 1)]) };
                case "-":
                    return options with { Mode = RunMode.StandardInput };
                default:
                    if (argument.StartsWith('-'))
                    {
                        throw new CommandLineException($"The option '{argument}' is not known; 'optos --help' lists the options.");
                    }

                    return options with { Mode = RunMode.Script, Target = argument, ScriptArguments = [.. arguments.Skip(i + 1)] };
            }
        }

        return inputIsRedirected ? options with { Mode = RunMode.StandardInput } : options;
    }

    private static EngineKind ParseEngine(string text, string source) => text.ToLowerInvariant() switch
    {
        "builtin" => EngineKind.BuiltIn,
        "pwsh" => EngineKind.PowerShell,
        "auto" => EngineKind.Automatic,
        _ => throw new CommandLineException($"{source} takes 'builtin', 'pwsh' or 'auto', not '{text}'."),
    };

    private static string Value(IReadOnlyList<string> arguments, ref int index) =>
        ++index < arguments.Count
            ? arguments[index]
            : throw new CommandLineException($"The option '{arguments[index - 1]}' needs a value.");

    private static IEnumerable<string> Rest(IReadOnlyList<string> arguments, int start, string option) =>
        start < arguments.Count
            ? arguments.Skip(start)
            : throw new CommandLineException($"The option '{option}' needs commands after it.");
}
