using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>What the machine can do at all with the same bytes and as many threads.</summary>
internal static class PhysicalFloor
{
    /// <summary>Each instance: write, flush, rename.</summary>
    public static (TimeSpan Elapsed, TimeSpan[] Latencies) WriteFiles(string folder, int threads, int count, int length)
    {
        Directory.CreateDirectory(folder);
        var bytes = RandomNumberGenerator.GetBytes(length);
        try
        {
            return Measure(threads, count, (thread, next) =>
            {
                var own = Directory.CreateDirectory(Path.Combine(folder, thread.ToString(CultureInfo.InvariantCulture))).FullName;
                while (next() is { } done)
                {
                    var path = Path.Combine(own, Guid.NewGuid().ToString("N"));
                    using (var handle = File.OpenHandle(path + ".part", FileMode.CreateNew, FileAccess.Write))
                    {
                        RandomAccess.Write(handle, bytes, 0);
                        RandomAccess.FlushToDisk(handle);
                    }

                    File.Move(path + ".part", path);
                    done();
                }
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Each instance: through a loopback connection, then one byte back.</summary>
    public static (TimeSpan Elapsed, TimeSpan[] Latencies) CopyOverLoopback(int threads, int count, int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        return Measure(threads, count, (_, next) =>
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            using var sender = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            sender.Connect(listener.LocalEndpoint);
            using var receiver = listener.AcceptSocket();
            receiver.NoDelay = true;
            var receiving = new Thread(() => Receive(receiver, length));
            receiving.Start();
            var answer = new byte[1];
            while (next() is { } done)
            {
                for (var sent = 0; sent < length;)
                {
                    sent += sender.Send(bytes.AsSpan(sent));
                }

                sender.Receive(answer);
                done();
            }

            sender.Shutdown(SocketShutdown.Send);
            receiving.Join();
        });
    }

    private static void Receive(Socket receiver, int length)
    {
        var buffer = new byte[1 << 18];
        var received = 0;
        while (receiver.Receive(buffer) is var read and > 0)
        {
            received += read;
            if (received == length)
            {
                receiver.Send(buffer.AsSpan(0, 1));
                received = 0;
            }
        }
    }

    private static (TimeSpan Elapsed, TimeSpan[] Latencies) Measure(int threads, int count, Action<int, Func<Action?>> work)
    {
        var latencies = new TimeSpan[count];
        var failures = new List<Exception>();
        var begin = Stopwatch.GetTimestamp();
        var running = Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            var number = thread - threads;
            Action? Next()
            {
                number += threads;
                var started = Stopwatch.GetTimestamp();
                return number < count ? () => latencies[number] = Stopwatch.GetElapsedTime(started) : null;
            }

            try
            {
                work(thread, Next);
            }
            catch (Exception exception)
            {
                lock (failures) failures.Add(exception);
            }
        })).ToList();
        running.ForEach(thread => thread.Start());
        running.ForEach(thread => thread.Join());
        return failures.Count == 0 ? (Stopwatch.GetElapsedTime(begin), latencies) : throw new BenchmarkException($"The floor cannot be measured: {failures[0].Message}");
    }
}
