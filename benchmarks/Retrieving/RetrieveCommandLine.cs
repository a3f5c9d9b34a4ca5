using System.CommandLine;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>The command <c>retrieve</c>.</summary>
internal static class RetrieveCommandLine
{
    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "Instances of the study.", DefaultValueFactory = _ => 1000 };
        var sets = new Option<string[]>("--set")
        {
            Description = "Sets whose instances are retrieved.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["tiny", "ct"],
        };
        var archives = new Option<string[]>("--archives")
        {
            Description = "Archives to retrieve from.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["dcmqrscp"],
        };
        var methods = new Option<RetrieveMethod[]>("--methods")
        {
            Description = "Ways to retrieve.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [RetrieveMethod.Get, RetrieveMethod.Move],
        };
        var repeat = new Option<int>("--repeat") { Description = "Runs of each combination.", DefaultValueFactory = _ => 3 };
        var work = new Option<string>("--work") { Description = "Folder for the stores.", DefaultValueFactory = _ => Path.GetTempPath() };
        var host = new Option<string?>("--host") { Description = "Folder of a published host; without it one is published." };
        sets.AcceptOnlyFromAmong([.. InstanceSet.All.Select(static set => set.Name)]);
        archives.AcceptOnlyFromAmong("dcmqrscp", ServerCatalog.Orthanc);
        var command = new Command("retrieve", "Compares retrieving a study into the appliance with what DCMTK's getscu and movescu reach into a plain folder.")
        {
            count, sets, archives, methods, repeat, work, host,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                PackagedHost.Make(parsed.GetValue(host));
                using var volume = BenchmarkVolume.Create(parsed.GetRequiredValue(work));
                Console.WriteLine($"File system: {volume.Description}");
                foreach (var archive in parsed.GetRequiredValue(archives))
                {
                    foreach (var set in InstanceSet.All.Where(set => parsed.GetRequiredValue(sets).Contains(set.Name)))
                    {
                        await new RetrieveBenchmark(archive, set, parsed.GetValue(count), parsed.GetValue(repeat), volume)
                            .RunAsync(parsed.GetRequiredValue(methods), cancellationToken);
                    }
                }

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
