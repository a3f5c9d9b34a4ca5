using System.Globalization;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Sends the same study to the same kind of server by each sender in turn.</summary>
internal sealed class SendingBenchmark(double scale, BenchmarkVolume volume)
{
    private int _folders;

    /// <summary>Runs every combination and tells the medians.</summary>
    /// <exception cref="BenchmarkException">Something is not installed, or not everything arrived.</exception>
    public static async Task RunAsync(IReadOnlyList<InstanceSet> sets, double scale, int repeat, string work, CancellationToken cancellationToken)
    {
        using var volume = BenchmarkVolume.Create(work);
        Console.WriteLine($"File system: {volume.Description}");
        var benchmark = new SendingBenchmark(scale, volume);
        var runs = new List<SendingRun>();
        foreach (var set in sets)
        {
            runs.AddRange(await benchmark.MeasureAsync(set, repeat, cancellationToken));
        }

        Console.WriteLine();
        Console.WriteLine("| Set | Sender | instances/s | MB/s | CPU s/GB |");
        Console.WriteLine("|---|---|---:|---:|---:|");
        foreach (var group in runs.GroupBy(static run => (run.Set, run.Sender)))
        {
            var median = SendingRun.MedianOf([.. group]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {median.Set} | {median.Sender} | {median.InstancesPerSecond:F0} | {median.MegabytesPerSecond:F1} | {median.CpuSecondsPerGigabyte:F2} |"));
        }
    }

    private async Task<List<SendingRun>> MeasureAsync(InstanceSet set, int repeat, CancellationToken cancellationToken)
    {
        var count = Math.Max((int)(set.Count * scale), 8);
        var files = NextFolder();
        var bytes = WriteFiles(set, count, files);
        var runs = new List<SendingRun>();
        await using var appliance = await OptosSender.StartAsync(NextFolder(), files, cancellationToken);
        InstanceSender[] senders = [appliance, new DcmtkSender("storescu", files), new DcmtkSender("dcmsend", files)];
        for (var run = 0; run <= repeat; run++)
        {
            foreach (var sender in senders)
            {
                await using var server = new StorescpServer(NextFolder(), fork: false, noDelay: true);
                await server.StartAsync(cancellationToken);
                BenchmarkVolume.Settle();
                var (elapsed, cpu) = await sender.SendAsync(server.Address, set, cancellationToken);
                var stored = server.CountStored(set.PixelBytes);
                if (stored != count)
                {
                    throw new BenchmarkException($"{sender.Name} has sent {count} instances of {set.Name}, and {stored} have arrived.");
                }

                // The first round warms everybody up.
                if (run > 0)
                {
                    runs.Add(new SendingRun(set.Name, sender.Name, count / elapsed.TotalSeconds, bytes / 1e6 / elapsed.TotalSeconds, cpu / (bytes / 1e9)));
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"{run}/{repeat} {set.Name,-10} {sender.Name,-10} {count / elapsed.TotalSeconds,9:F1} instances/s  CPU {cpu:F2} s"));
                }
            }
        }

        return runs;
    }

    private static long WriteFiles(InstanceSet set, int count, string folder)
    {
        Directory.CreateDirectory(folder);
        var first = DicomDatasetReader.Read(set.Encode(1, 0), set.TransferSyntax);
        long bytes = 0;
        for (var number = 0; number < count; number++)
        {
            first.Set(DicomTag.SOPInstanceUID, InstanceSet.Uid(1, 0, number));
            first.Set(DicomTag.InstanceNumber, (number + 1).ToString(CultureInfo.InvariantCulture));
            var path = Path.Combine(folder, number.ToString("D6", CultureInfo.InvariantCulture) + ".dcm");
            new DicomFile(first, set.TransferSyntax).Save(path);
            bytes += new FileInfo(path).Length;
        }

        return bytes;
    }

    private string NextFolder() => Path.Combine(volume.Root, "send-" + (++_folders).ToString(CultureInfo.InvariantCulture));
}
