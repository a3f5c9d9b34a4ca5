using System.Diagnostics;
using System.Globalization;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Runs every combination in turn, as often as asked, so that what slows the machine for a while slows everybody.</summary>
internal sealed class Benchmark(BenchmarkOptions options, BenchmarkVolume volume)
{
    /// <summary>After each half of the warming up: who compiles or tidies up in the background gets it done, whoever it is.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.5);

    private int _stores;

    public static async Task RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        if (options.Servers.Any(ServerCatalog.IsOurs))
        {
            PackagedHost.Make(options.HostFolder);
        }

        using var volume = BenchmarkVolume.Create(options.WorkFolder);
        Console.WriteLine($"File system: {volume.Description}");
        var runs = await new Benchmark(options, volume).MeasureAsync(cancellationToken);
        Report.Publish(options, volume, runs);
    }

    private async Task<List<Measurement>> MeasureAsync(CancellationToken cancellationToken)
    {
        var servers = options.Servers.Where(ServerCatalog.IsInstalled).ToList();
        foreach (var missing in options.Servers.Except(servers)) Console.WriteLine($"Not installed, left out: {missing}");
        var runs = new List<Measurement>();
        for (var repeat = 1; repeat <= options.Repeat; repeat++)
        {
            foreach (var set in options.Sets)
            {
                foreach (var associations in options.Associations)
                {
                    foreach (var server in servers.Where(server => repeat == 1 || !ServerCatalog.IsAside(server)))
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        BenchmarkVolume.Settle();
                        var label = $"{repeat}/{options.Repeat} {set.Name,-10} {associations} x {server,-14}";
                        try
                        {
                            var run = ServerCatalog.IsPhysical(server) ? Physical(server, set, associations) : await ServedAsync(server, set, associations, cancellationToken);
                            runs.Add(run);
                            Console.WriteLine(string.Create(
                                CultureInfo.InvariantCulture,
                                $"{label} {run.InstancesPerSecond,9:F1} instances/s  p50 {run.P50Milliseconds:F2} ms  p99 {run.P99Milliseconds:F2} ms"));
                        }
                        catch (BenchmarkException e) when (!ServerCatalog.IsOurs(server))
                        {
                            // Another's failure (dcmqrscp refuses instances whose file names collide) must not cost the figures of the rest.
                            Console.WriteLine($"{label} not counted: {e.Message}");
                        }
                    }
                }
            }
        }

        return runs;
    }

    private Measurement Physical(string name, InstanceSet set, int associations)
    {
        var length = set.Encode(0, 0).Length;
        var count = options.CountOf(set, name);
        var (elapsed, latencies) = name switch
        {
            ServerCatalog.Floor => PhysicalFloor.WriteFiles(NextFolder(), associations, count, length),
            ServerCatalog.FloorReceived => PhysicalFloor.ReceiveFiles(NextFolder(), associations, count, length),
            _ => PhysicalFloor.CopyOverLoopback(associations, count, length),
        };
        return Measurement.From(set, name, associations, elapsed, latencies, length, null, null);
    }

    private async Task<Measurement> ServedAsync(string name, InstanceSet set, int associations, CancellationToken cancellationToken)
    {
        var sender = new Sender(set);
        var count = options.CountOf(set, name);
        var half = Math.Max(count / 3, associations);
        var warmUp = 2 * half;
        await using var server = ServerCatalog.Create(name, NextFolder());
        await server.StartAsync(cancellationToken);
        for (var round = 0; round < 2; round++)
        {
            sender.Send(server.Address, associations, half);
            BenchmarkVolume.Settle();
            await Task.Delay(Rest, cancellationToken);
        }

        var before = ProcessTree.CpuSeconds(server.ProcessId);
        var peak = 0.0;
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(async () => peak = await WatchMemoryAsync(server.ProcessId, stop.Token), cancellationToken);
        var (elapsed, latencies) = sender.Send(server.Address, associations, count);
        await stop.CancelAsync();
        await watching;
        var cpu = ProcessTree.CpuSeconds(server.ProcessId) - before;
        var stored = await CountStoredAsync(server, set, count + warmUp, cancellationToken);
        var missing = count + warmUp - stored;
        if (missing != 0)
        {
            var told = $"{name} has {stored} of {count + warmUp} acknowledged instances of {set.Name} on disk.";
            await Console.Error.WriteLineAsync($"WRONG COUNT: {told}");
            if (ServerCatalog.IsOurs(name))
            {
                throw new BenchmarkException(told);
            }
        }

        return Measurement.From(set, name, associations, elapsed, latencies, set.Encode(0, 0).Length, cpu, peak) with { Missing = missing };
    }

    /// <summary>Counts, for up to two seconds as long as some are missing: a server may still be putting into its place what it has made durable.</summary>
    private static async Task<int> CountStoredAsync(StorageServer server, InstanceSet set, int expected, CancellationToken cancellationToken)
    {
        var limit = Stopwatch.StartNew();
        while (true)
        {
            var stored = server.CountStored(set.PixelBytes);
            if (stored == expected || limit.Elapsed > TimeSpan.FromSeconds(2))
            {
                return stored;
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    private static async Task<double> WatchMemoryAsync(int process, CancellationToken cancellationToken)
    {
        var peak = 0.0;
        while (true)
        {
            peak = Math.Max(peak, ProcessTree.PeakMegabytes(process));
            if (cancellationToken.IsCancellationRequested)
            {
                return peak;
            }

            // Processes of an association are gone afterwards: their peaks have to be seen meanwhile.
            await Task.Delay(250, cancellationToken).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private string NextFolder() => Path.Combine(volume.Root, (++_stores).ToString(CultureInfo.InvariantCulture));
}
