using System.Diagnostics;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Sends a number of instances over a number of associations at once, a thread each.</summary>
internal sealed class Sender(InstanceSet set)
{
    private static int _runs;

    /// <summary>Runs so far; the number of the latest is part of the UIDs that it sent.</summary>
    public static int Runs => Volatile.Read(ref _runs);

    /// <summary>Opens the associations and encodes what each is to carry; then the clock runs: sends and waits for every answer.</summary>
    /// <returns>Time from when every association was ready until the last answer, and the latency of every instance.</returns>
    public (TimeSpan Elapsed, TimeSpan[] Latencies) Send(ServerAddress server, int associations, int count)
    {
        var run = Interlocked.Increment(ref _runs);
        var datasets = Enumerable.Range(0, associations).Select(number => set.Encode(run, number)).ToArray();
        var latencies = new TimeSpan[count];
        var failures = new List<Exception>();
        var finished = new long[associations];
        using var ready = new CountdownEvent(associations);
        using var go = new ManualResetEventSlim();
        var threads = Enumerable.Range(0, associations).Select(number => new Thread(() =>
        {
            try
            {
                using var association = Open(number);
                go.Wait();
                for (var instance = number; instance < count; instance += associations)
                {
                    latencies[instance] = association.Store(instance);
                }

                finished[number] = Stopwatch.GetTimestamp();
                association.Release();
            }
            catch (Exception exception)
            {
                lock (failures) failures.Add(exception);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        ready.Wait();
        var begin = Stopwatch.GetTimestamp();
        go.Set();
        foreach (var thread in threads) thread.Join();
        if (failures.Count > 0)
        {
            throw new BenchmarkException($"{server.AETitle}: {failures[0].Message}");
        }

        return (Stopwatch.GetElapsedTime(begin, finished.Max()), latencies);

        SenderAssociation Open(int number)
        {
            try
            {
                return SenderAssociation.Open(server, set, datasets[number], run, number);
            }
            finally
            {
                ready.Signal();
            }
        }
    }
}
