namespace OptosAdvance.Dicom.Console;

/// <summary>What follows <c>--pester</c> on the command line.</summary>
internal sealed record PesterOptions
{
    public IReadOnlyList<string> Paths { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> ExcludeTags { get; init; } = [];

    /// <summary>Wildcard patterns of full test names.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>A result file; the ending <c>.trx</c> makes it a Visual Studio result, anything else JUnit XML.</summary>
    public string? OutputFile { get; init; }

    public PesterVerbosity Verbosity { get; init; } = PesterVerbosity.Detailed;

    /// <exception cref="CommandLineException">An unknown option or a missing value.</exception>
    public static PesterOptions Parse(IReadOnlyList<string> arguments)
    {
        var paths = new List<string>();
        var tags = new List<string>();
        var excluded = new List<string>();
        var names = new List<string>();
        var options = new PesterOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i].ToLowerInvariant())
            {
                case "--output":
                    options = options with { OutputFile = Value(arguments, ref i) };
                    break;
                case "--tag":
                    tags.AddRange(Value(arguments, ref i).Split(','));
                    break;
                case "--exclude-tag":
                    excluded.AddRange(Value(arguments, ref i).Split(','));
                    break;
                case "--name":
                    names.Add(Value(arguments, ref i));
                    break;
                case "--verbosity":
                    var text = Value(arguments, ref i);
                    options = Enum.TryParse<PesterVerbosity>(text, ignoreCase: true, out var verbosity)
                        ? options with { Verbosity = verbosity }
                        : throw new CommandLineException($"--verbosity takes None, Normal, Detailed or Diagnostic, not '{text}'.");
                    break;
                default:
                    if (arguments[i].StartsWith("--", StringComparison.Ordinal))
                    {
                        throw new CommandLineException($"The option '{arguments[i]}' is not one of --pester.");
                    }

                    paths.Add(arguments[i]);
                    break;
            }
        }

        return options with
        {
            Paths = paths.Count > 0 ? paths : ["."],
            Tags = tags,
            ExcludeTags = excluded,
            Names = names,
        };
    }

    private static string Value(IReadOnlyList<string> arguments, ref int index) =>
        ++index < arguments.Count
            ? arguments[index]
            : throw new CommandLineException($"The option '{arguments[index - 1]}' needs a value.");
}
