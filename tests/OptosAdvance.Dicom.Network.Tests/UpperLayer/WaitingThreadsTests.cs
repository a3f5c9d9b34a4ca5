using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>Connections that keep a thread while they wait, and what ends such a wait.</summary>
public sealed class WaitingThreadsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_what_comes_in_pieces()
    {
        await using var pair = await Pair.OpenAsync(new WaitingThreads(1));
        var reading = Task.Run(async () => (await pair.Connection.Input.ReadAtLeastAsync(300_000, Cancellation)).Buffer.Length, Cancellation);
        for (var sent = 0; sent < 300_000; sent += 1000)
            await pair.Peer.SendAsync(new byte[1000], Cancellation);

        Assert.Equal(300_000, await reading.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    [Fact]
    public async Task Waits_on_the_callers_thread_and_gives_it_back_when_nothing_comes()
    {
        Assert.SkipUnless(WaitingThreads.AreOfUse, "This system waits without.");
        var threads = new WaitingThreads(1);
        await using var pair = await Pair.OpenAsync(threads);
        var clock = Stopwatch.StartNew();
        var reading = pair.Connection.Input.ReadAsync(Cancellation);

        Assert.True(clock.Elapsed > WaitingThreads.Patience / 2, clock.Elapsed.ToString());
        Assert.False(reading.IsCompleted);
        Assert.True(threads.TryTake());

        await pair.Peer.SendAsync(new byte[3], Cancellation);
        Assert.Equal(3, (await reading).Buffer.Length);
    }

    [Fact]
    public async Task Waits_without_when_all_are_taken()
    {
        var threads = new WaitingThreads(1);
        Assert.Equal(WaitingThreads.AreOfUse, threads.TryTake());
        await using var pair = await Pair.OpenAsync(threads);
        var reading = pair.Connection.Input.ReadAsync(Cancellation);

        Assert.False(reading.IsCompleted);
        await pair.Peer.SendAsync(new byte[3], Cancellation);
        Assert.Equal(3, (await reading).Buffer.Length);
    }

    [Fact]
    public void Are_never_more_than_there_are()
    {
        Assert.SkipUnless(WaitingThreads.AreOfUse, "This system waits without.");
        var threads = new WaitingThreads(3);
        var (taken, most) = (0, 0);
        Parallel.For(0, 100_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            if (!threads.TryTake())
                return;
            var now = Interlocked.Increment(ref taken);
            for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
                Interlocked.CompareExchange(ref most, now, seen);
            Interlocked.Decrement(ref taken);
            threads.Return();
        });

        Assert.InRange(most, 1, 3);
        Assert.True(threads.TryTake() && threads.TryTake() && threads.TryTake());
        Assert.False(threads.TryTake());
    }

    [Fact]
    public async Task Wait_for_what_is_about_to_be_over()
    {
        Assert.SkipUnless(WaitingThreads.AreOfUse, "This system waits without.");
        var threads = new WaitingThreads(1);
        var over = new TaskCompletionSource();
        var waiting = Task.Factory.StartNew(() => threads.WaitFor(over.Task), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        over.SetException(new IOException("It fails."));
        await waiting;

        var clock = Stopwatch.StartNew();
        threads.WaitFor(new TaskCompletionSource().Task);
        Assert.True(clock.Elapsed > WaitingThreads.Patience / 2, clock.Elapsed.ToString());

        // Without a free one it does not wait, and gives none back.
        Assert.True(threads.TryTake());
        threads.WaitFor(new TaskCompletionSource().Task);
        Assert.False(threads.TryTake());
    }

    [Theory]
    [InlineData("interrupted")]
    [InlineData("cancelled")]
    [InlineData("aborted")]
    [InlineData("closed")]
    [InlineData("reset")]
    public async Task Ends_a_wait(string how)
    {
        await using var pair = await Pair.OpenAsync(new WaitingThreads(1));
        using var cancel = new CancellationTokenSource();
        var began = new TaskCompletionSource();
        var reading = Task.Run(
            async () =>
            {
                began.SetResult();
                return await pair.Connection.Input.ReadAsync(cancel.Token);
            },
            Cancellation);
        await began.Task;
        var clock = Stopwatch.StartNew();
        switch (how)
        {
            case "interrupted":
                pair.Connection.Input.CancelPendingRead();
                Assert.True((await Done()).IsCanceled);
                break;
            case "cancelled":
                await cancel.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(Done);
                break;
            case "aborted":
                pair.Connection.Abort();
                await Assert.ThrowsAsync<IOException>(Done);
                break;
            case "closed":
                pair.Peer.Shutdown(SocketShutdown.Send);
                Assert.True((await Done()).IsCompleted);
                break;
            default:
                pair.Peer.LingerState = new LingerOption(enable: true, seconds: 0);
                pair.Peer.Dispose();
                await Assert.ThrowsAsync<IOException>(Done);
                break;
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), clock.Elapsed.ToString());
        Task<System.IO.Pipelines.ReadResult> Done() => reading.WaitAsync(TimeSpan.FromSeconds(15), Cancellation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gives_up_a_server_that_does_not_answer(bool isCancelled)
    {
        // Its queue is full: the system of it answers nobody any more.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems refuse at once.");
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server.Listen(1);
        var port = ((IPEndPoint)server.LocalEndPoint!).Port;
        var waiting = new List<Socket>();
        try
        {
            for (var isFull = false; !isFull && waiting.Count < 50;)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                waiting.Add(socket);
                var entering = socket.ConnectAsync(server.LocalEndPoint!, Cancellation).AsTask();
                isFull = await Task.WhenAny(entering, Task.Delay(TimeSpan.FromSeconds(1), Cancellation)) != entering;
            }

            using var cancel = new CancellationTokenSource();
            var options = Peers.To(port) with { ConnectTimeout = isCancelled ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(1) };
            var connecting = DicomAssociation.ConnectAsync(options, cancellationToken: cancel.Token);
            if (isCancelled)
            {
                await cancel.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(TimeSpan.FromSeconds(15), Cancellation));
            }
            else
            {
                var error = await Assert.ThrowsAsync<DicomNetworkException>(() => connecting.WaitAsync(TimeSpan.FromSeconds(15), Cancellation));
                Assert.Contains("no answer within 1 s", error.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            waiting.ForEach(static socket => socket.Dispose());
        }
    }

    /// <summary>A connection and the plain socket at its other end.</summary>
    private sealed class Pair(SocketConnection connection, Socket peer) : IAsyncDisposable
    {
        public SocketConnection Connection { get; } = connection;

        public Socket Peer { get; } = peer;

        public static async Task<Pair> OpenAsync(WaitingThreads threads)
        {
            using var listener = SocketListener.Bind(new IPEndPoint(IPAddress.Loopback, 0), threads);
            var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await peer.ConnectAsync(listener.EndPoint, Cancellation);
            return new Pair((await listener.AcceptAsync())!, peer);
        }

        public async ValueTask DisposeAsync()
        {
            await Connection.DisposeAsync();
            Peer.Dispose();
        }
    }
}
