using System.Diagnostics;
using System.Globalization;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>
/// One study in one archive, retrieved in turn by DCMTK's clients into an empty folder and by the appliance into an empty repository. What is told is the
/// rate of whole retrievals: from the command, or the request, until the end.
/// </summary>
internal sealed class RetrieveBenchmark(string archiveName, InstanceSet set, int count, int repeat, BenchmarkVolume volume)
{
    /// <summary>Retrievals that are not counted, of each alike, and a rest after each: a host that runs for months is not measured while it compiles itself.</summary>
    private const int WarmUp = 2;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.5);

    private static int _folders;

    public async Task RunAsync(IReadOnlyCollection<RetrieveMethod> methods, CancellationToken cancellationToken)
    {
        await using var appliance = new OptosServer(NextFolder(), new RepositorySettings());
        await using var archive = new ArchiveServer(archiveName, NextFolder(), appliance.Address);
        await archive.StartAsync(cancellationToken);
        await appliance.StartAsync(cancellationToken);
        var study = Fill(archive.Address);
        using var client = await ControlClient.ConnectAsync(appliance.DataFolder, TimeSpan.FromSeconds(10), cancellationToken);
        await client.Control.ChangeConfigurationAsync(Entry(archive.Address), cancellationToken);
        foreach (var method in methods)
        {
            var (theirs, ours) = (new List<double>(), new List<double>());
            for (var run = -WarmUp; run < repeat; run++)
            {
                BenchmarkVolume.Settle();
                var their = TheirRate(archive, method, study);
                BenchmarkVolume.Settle();
                var our = await OurRateAsync(client.Control, method, study, cancellationToken);
                await client.Control.RemoveStudyAsync(study, cancellationToken);
                if (run < 0)
                {
                    await Task.Delay(Rest, cancellationToken);
                    continue;
                }

                theirs.Add(their);
                ours.Add(our);
            }

            var ratio = Median(ours) / Median(theirs);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{archiveName} {set.Name} x {count} C-{method.ToString().ToUpperInvariant()}: optosd {Median(ours):F0}/s, {Client(method)} {Median(theirs):F0}/s, ratio {ratio:F2}"));
        }
    }

    private static string Client(RetrieveMethod method) => method == RetrieveMethod.Get ? "getscu" : "movescu";

    private string Fill(ServerAddress archive)
    {
        new Sender(set).Send(archive, 1, count);
        return InstanceSet.Uid(Sender.Runs, 0, 900_000_001);
    }

    private double TheirRate(ArchiveServer archive, RetrieveMethod method, string study)
    {
        var folder = Directory.CreateDirectory(NextFolder()).FullName;
        List<string> arguments =
        [
            "-q", "-S", "-aec", archive.Address.AETitle, "-aet", ArchiveServer.ClientTitle, "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study}", "-od", folder,
        ];
        if (set.TransferSyntax.IsEncapsulated)
        {
            arguments.Add("+xy");
        }

        if (method == RetrieveMethod.Move)
        {
            arguments.AddRange(["-aem", ArchiveServer.ClientTitle, "+P", archive.ClientPort.ToString(CultureInfo.InvariantCulture)]);
        }

        arguments.AddRange(["127.0.0.1", archive.Address.Port.ToString(CultureInfo.InvariantCulture)]);
        var start = new ProcessStartInfo(ServerCatalog.Require(Client(method)), arguments);
        start.Environment["TCP_NODELAY"] = "1";
        var begin = Stopwatch.GetTimestamp();
        using (var process = Process.Start(start)!)
        {
            process.WaitForExit();
        }

        var elapsed = Stopwatch.GetElapsedTime(begin);
        var came = Directory.EnumerateFiles(folder).Count();
        Directory.Delete(folder, recursive: true);
        return came == count ? count / elapsed.TotalSeconds : throw new BenchmarkException($"{Client(method)} brought {came} of {count} instances.");
    }

    private async Task<double> OurRateAsync(IOptosControl control, RetrieveMethod method, string study, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        RetrieveResult? result = null;
        await foreach (var each in control.RetrieveAsync(new RetrieveRequest { AE = "ARCHIVE", StudyInstanceUid = study, Method = method }, cancellationToken))
        {
            result = each.Result;
        }

        var elapsed = Stopwatch.GetElapsedTime(begin);
        return result is { Success: true } && result.Completed == count
            ? count / elapsed.TotalSeconds
            : throw new BenchmarkException($"optosd brought {result?.Completed} of {count} instances: {result?.Message}");
    }

    private static ConfigurationChange Entry(ServerAddress archive) => new()
    {
        RemoteAEs =
        [
            new RemoteAEChange
            {
                Name = "ARCHIVE",
                Kind = RemoteAEChangeKind.Ensure,
                Properties = new Partial<RemoteAE>()
                    .With(a => a.AETitle, AETitle.Parse(archive.AETitle)).With(a => a.HostName, "127.0.0.1").With(a => a.Port, archive.Port)
                    .With(a => a.Services, RemoteServices.QueryRetrieve),
            },
        ],
    };

    private string NextFolder() => Path.Combine(volume.Root, "r" + (++_folders).ToString(CultureInfo.InvariantCulture));

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
