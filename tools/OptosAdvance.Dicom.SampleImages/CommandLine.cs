using System.Globalization;

namespace OptosAdvance.Dicom.SampleImages;

/// <summary>What was asked for on the command line.</summary>
internal sealed record CommandLine
{
    internal const string Usage = """
        Synthesises ophthalmic studies as DICOM files (fundus and wide-field images of both eyes).

        sampleimages --output DIR [--studies N] [--seed S] [--size WIDTHxHEIGHT] [--wide-size WIDTHxHEIGHT] [--quality Q]

          --output DIR      Folder for the studies, one folder each; it is created.
          --studies N       How many studies, 1-1000000 (1).
          --seed S          Seed of the first study; the next ones follow it (1).
          --size WxH        Size of fundus photographs in pixels, 64-8192 (1024x1024), or "none".
          --wide-size WxH   Size of wide-field images in pixels, 64-8192 (1600x1200), or "none".
          --quality Q       JPEG quality, 1-100 (90).
        """;

    internal string Output { get; private init; } = "";

    internal int Studies { get; private init; } = 1;

    internal int Seed { get; private init; } = 1;

    internal SampleStudyOptions Options { get; private init; } = new();

    /// <exception cref="FormatException">An argument is not understood; the message says which.</exception>
    internal static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (int i = 0; i < arguments.Count; i += 2)
        {
            string name = arguments[i];
            string value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{name} needs a value.");
            SampleStudyOptions options = line.Options;
            line = name switch
            {
                "--output" or "-o" => line with { Output = value },
                "--studies" => line with { Studies = Number(name, value, 1, 1_000_000) },
                "--seed" => line with { Seed = Number(name, value, 0, int.MaxValue) },
                "--size" => line with
                {
                    Options = Size(name, value) is var (width, height)
                        ? options with { FundusWidth = width, FundusHeight = height }
                        : options with { IncludeFundus = false },
                },
                "--wide-size" => line with
                {
                    Options = Size(name, value) is var (width, height)
                        ? options with { WideFieldWidth = width, WideFieldHeight = height }
                        : options with { IncludeWideField = false },
                },
                "--quality" => line with { Options = options with { Quality = Number(name, value, 1, 100) } },
                _ => throw new FormatException($"{name} is not an option."),
            };
        }
        return line.Output.Length > 0 ? line : throw new FormatException("--output is missing.");
    }

    private static (int Width, int Height)? Size(string name, string value)
    {
        if (value == "none")
        {
            return null;
        }
        string[] sides = value.Split('x');
        return sides.Length == 2
            ? (Number(name, sides[0], 64, 8192), Number(name, sides[1], 64, 8192))
            : throw new FormatException($"{name} takes WIDTHxHEIGHT, such as 1024x1024.");
    }

    private static int Number(string name, string value, int lowest, int highest) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= lowest && number <= highest
            ? number
            : throw new FormatException($"{name} takes a number from {lowest} to {highest}, not '{value}'.");
}
