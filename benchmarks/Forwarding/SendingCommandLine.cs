using System.CommandLine;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>The command line of <c>send</c>.</summary>
internal static class SendingCommandLine
{
    private static readonly Option<string[]> Sets = new("--set")
    {
        Description = "Sets to send.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["ophthalmic", "tiny"],
    };

    private static readonly Option<double> Scale = new("--scale") { Description = "Part of each set that is sent.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Repeat = new("--repeat") { Description = "Runs of each combination.", DefaultValueFactory = _ => 3 };
    private static readonly Option<string> Work = new("--work") { Description = "Folder for images and stores.", DefaultValueFactory = _ => Path.GetTempPath() };

    private static readonly Option<string?> Host = new("--host") { Description = "Folder of a packaged host; by default one is made." };

    public static Command Create()
    {
        Sets.AcceptOnlyFromAmong([.. InstanceSet.All.Select(static set => set.Name)]);
        var command = new Command("send", "Compares senders: the same instances to the same storescp, by the appliance, storescu and dcmsend.") { Sets, Scale, Repeat, Work, Host };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                PackagedHost.Make(parsed.GetValue(Host));
                await SendingBenchmark.RunAsync(
                    [.. InstanceSet.All.Where(set => parsed.GetRequiredValue(Sets).Contains(set.Name))],
                    parsed.GetValue(Scale),
                    parsed.GetValue(Repeat),
                    parsed.GetRequiredValue(Work),
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
}
