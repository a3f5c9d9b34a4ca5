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
        var bytes = RandomNumberGenerator.GetBytes(length);
        return InFolder(folder, () => Measure(threads, count, (thread, next) =>
        {
            var own = NumberedFolder(folder, thread);
            while (next() is { } done)
            {
                using (var file = new FloorFile(own))
                {
                    file.Write(bytes, 0);
                    file.Keep();
                }

                done();
            }
        }));
    }

    /// <summary>Each instance: through a loopback connection, then one byte back.</summary>
    public static (TimeSpan Elapsed, TimeSpan[] Latencies) CopyOverLoopback(int threads, int count, int length) =>
        SendOverLoopback(threads, count, length, (_, receiver) => Receive(receiver, length, static (_, _) => { }, static () => { }));

    /// <summary>
    /// Each instance: through a loopback connection, written as it comes, flushed, renamed, then one byte back. What a server could reach that
    /// understands nothing of what it receives, and keeps no index of it.
    /// </summary>
    public static (TimeSpan Elapsed, TimeSpan[] Latencies) ReceiveFiles(string folder, int threads, int count, int length) =>
        InFolder(folder, () => SendOverLoopback(threads, count, length, (thread, receiver) =>
        {
            var own = NumberedFolder(folder, thread);
            FloorFile? file = null;
            try
            {
                Receive(
                    receiver,
                    length,
                    (bytes, offset) => (file ??= new FloorFile(own)).Write(bytes, offset),
                    () =>
                    {
                        file!.Keep();
                        file = null;
                    });
            }
            finally
            {
                file?.Dispose();
            }
        }));

    private static T InFolder<T>(string folder, Func<T> work)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return work();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string NumberedFolder(string folder, int number) =>
        Directory.CreateDirectory(Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture))).FullName;

    private static (TimeSpan Elapsed, TimeSpan[] Latencies) SendOverLoopback(int threads, int count, int length, Action<int, Socket> receive)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        return Measure(threads, count, (thread, next) =>
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            using var sender = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            sender.Connect(listener.LocalEndpoint);
            var receiver = listener.AcceptSocket();
            receiver.NoDelay = true;
            var receiving = Task.Factory.StartNew(
                () =>
                {
                    // Closed when it fails, so that the sender does not wait for it.
                    using (receiver)
                    {
                        receive(thread, receiver);
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            var answer = new byte[1];
            while (next() is { } done)
            {
                for (var sent = 0; sent < length;)
                {
                    sent += sender.Send(bytes.AsSpan(sent));
                }

                if (sender.Receive(answer) == 0)
                {
                    break;
                }

                done();
            }

            sender.Shutdown(SocketShutdown.Send);
            receiving.GetAwaiter().GetResult();
        });
    }

    private static void Receive(Socket receiver, int length, Action<ReadOnlyMemory<byte>, long> write, Action finish)
    {
        var buffer = new byte[1 << 18];
        var received = 0;
        while (receiver.Receive(buffer) is var read and > 0)
        {
            write(buffer.AsMemory(0, read), received);
            received += read;
            if (received == length)
            {
                finish();
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
