using System.CommandLine;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>The command line.</summary>
internal static class BenchmarkCommandLine
{
    private static readonly Option<string[]> Sets = Many("--set", "Sets to send.", [.. InstanceSet.All.Select(s => s.Name)]);
    private static readonly Option<int[]> Associations = new("--associations")
    {
        Description = "Associations at the same time.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 4, 8],
    };

    private static readonly Option<string[]> Servers = Many("--servers", "Servers to measure.", [.. ServerCatalog.Names]);
    private static readonly Option<double> Scale = new("--scale") { Description = "Part of each set that is sent.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Repeat = new("--repeat") { Description = "Runs of each combination.", DefaultValueFactory = _ => 3 };
    private static readonly Option<string> Work = new("--work") { Description = "Folder for the stores.", DefaultValueFactory = _ => Path.GetTempPath() };
    private static readonly Option<string> Json = new("--json") { Description = "File for every figure.", DefaultValueFactory = _ => "artifacts/benchmark.json" };
    private static readonly Option<string?> Host = new("--host") { Description = "Folder of a published host to measure; without it one is published." };
    private static readonly Option<bool> Readme = new("--update-readme") { Description = "Rewrite the tables in README.md and benchmarks/README.md." };

    public static RootCommand Create()
    {
        Sets.AcceptOnlyFromAmong([.. InstanceSet.All.Select(s => s.Name)]);
        Servers.AcceptOnlyFromAmong([.. ServerCatalog.Names]);
        Scale.Validators.Add(result =>
        {
            if (result.GetValue(Scale) is not (> 0 and <= 100)) result.AddError("--scale is above 0 and at most 100.");
        });
        Repeat.Validators.Add(result =>
        {
            if (result.GetValue(Repeat) < 1) result.AddError("--repeat is at least 1.");
        });
        Associations.Validators.Add(result =>
        {
            if (result.GetValue(Associations)!.Any(a => a is < 1 or > 16)) result.AddError("--associations are 1 to 16.");
        });
        var command = new RootCommand("Compares storage servers: the same instances, the same sender, the same file system.")
        {
            Sets, Associations, Servers, Scale, Repeat, Work, Json, Host, Readme,
        };
        command.Subcommands.Add(RetrieveCommandLine.Create());
        command.Subcommands.Add(SendingCommandLine.Create());
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                await Benchmark.RunAsync(
                    new BenchmarkOptions
                    {
                        Sets = [.. InstanceSet.All.Where(s => parsed.GetRequiredValue(Sets).Contains(s.Name))],
                        Associations = parsed.GetRequiredValue(Associations),
                        Servers = parsed.GetRequiredValue(Servers),
                        Scale = parsed.GetValue(Scale),
                        Repeat = parsed.GetValue(Repeat),
                        WorkFolder = parsed.GetRequiredValue(Work),
                        JsonPath = parsed.GetRequiredValue(Json),
                        HostFolder = parsed.GetValue(Host),
                        UpdateReadme = parsed.GetValue(Readme),
                    },
                    cancellationToken);
                return 0;
            }
            catch (BenchmarkException exception)
            {
                await Console.Error.WriteLineAsync(exception.Message);
                return 1;
            }
        });
        return command;
    }

    private static Option<string[]> Many(string name, string description, string[] all) => new(name)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => all,
    };
}
