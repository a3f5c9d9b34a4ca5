using System.Diagnostics;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>Sends a number of instances over a number of associations at once, a thread each.</summary>
internal sealed class Sender(InstanceSet set)
{
    private static int _runs;

    /// <summary>Runs so far; the number of the latest is part of the UIDs that it sent.</summary>
    public static int Runs => Volatile.Read(ref _runs);

    /// <summary>Encodes; then the clock runs: opens the associations, sends, and waits for every answer.</summary>
    /// <param name="server">The server.</param>
    /// <param name="associations">Associations.</param>
    /// <param name="count">Instances on all of them together.</param>
    /// <returns>Time from the first association request until the last answer, and the latency of every instance.</returns>
    public (TimeSpan Elapsed, TimeSpan[] Latencies) Send(ServerAddress server, int associations, int count)
    {
        var run = Interlocked.Increment(ref _runs);
        var maximum = MaximumLengthOf(server);
        var encoded = Enumerable.Range(0, associations).Select(number => new EncodedInstance(set, run, number, SenderAssociation.ContextId, maximum)).ToArray();
        var latencies = new TimeSpan[count];
        var failures = new List<Exception>();
        var finished = new long[associations];
        var threads = Enumerable.Range(0, associations).Select(number => new Thread(() =>
        {
            try
            {
                using var association = SenderAssociation.Open(server, set);
                for (var instance = number; instance < count; instance += associations)
                {
                    latencies[instance] = association.Store(encoded[number], instance);
                }

                finished[number] = Stopwatch.GetTimestamp();
                association.Release();
            }
            catch (Exception exception)
            {
                lock (failures) failures.Add(exception);
            }
        })).ToArray();
        var begin = Stopwatch.GetTimestamp();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        if (failures.Count > 0)
        {
            throw new BenchmarkException($"{server.AETitle}: {failures[0].Message}");
        }

        return (Stopwatch.GetElapsedTime(begin, finished.Max()), latencies);
    }

    private int MaximumLengthOf(ServerAddress server)
    {
        using var association = SenderAssociation.Open(server, set);
        association.Release();
        return association.MaximumLength;
    }
}
