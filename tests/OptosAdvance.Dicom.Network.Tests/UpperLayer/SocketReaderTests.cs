using System.Buffers;
using System.Net;
using System.Net.Sockets;
using CsCheck;

namespace OptosAdvance.Dicom.Network.Tests;

public sealed class SocketReaderTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Gives_every_byte_in_its_order_however_it_comes_and_is_taken()
    {
        // What is sent at once, and how much of what is there is used and looked at, in thousandths.
        await Gen.Select(Gen.Int[1, 700_000].Array[1, 8], Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 1000]).Array[1, 30]).SampleAsync(
            async (pieces, takes) =>
            {
                using var pair = await SocketPair.OpenAsync();
                var sent = Peers.RandomBytes(pieces.Sum());
                var sending = SendAsync(pair.Peer, sent, pieces);
                var received = new MemoryStream();
                for (var turn = 0; ; turn++)
                {
                    var result = await pair.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_limit);
                    var buffer = result.Buffer;
                    if (result.IsCompleted && buffer.IsEmpty)
                    {
                        break;
                    }

                    var (use, look) = result.IsCompleted ? (1000, 1000) : takes[turn % takes.Length];
                    var used = buffer.Slice(0, buffer.Length * use / 1000);
                    foreach (var segment in used)
                    {
                        received.Write(segment.Span);
                    }

                    // Nothing used and not all looked at would be the same again.
                    var examined = used.IsEmpty ? buffer.Length : used.Length + (buffer.Length - used.Length) * look / 1000;
                    pair.Reader.AdvanceTo(used.End, buffer.GetPosition(examined));
                }

                await sending;
                Assert.Equal(sent, received.ToArray());
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public async Task Holds_what_is_wanted_as_a_whole()
    {
        using var pair = await SocketPair.OpenAsync();
        var sent = Peers.RandomBytes(3_000_000);
        var sending = SendAsync(pair.Peer, sent, [sent.Length]);
        while (true)
        {
            var result = await pair.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_limit);
            if (result.Buffer.Length == sent.Length)
            {
                Assert.Equal(sent, result.Buffer.ToArray());
                break;
            }

            pair.Reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }

        await sending;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wait_ends_when_it_is_interrupted_and_nothing_is_lost(bool isInTheMiddle)
    {
        using var pair = await SocketPair.OpenAsync();
        var expected = 0;
        if (isInTheMiddle)
        {
            await pair.Peer.SendAsync(new byte[] { 1, 2 }, TestContext.Current.CancellationToken);
            var part = await pair.Reader.ReadAsync(TestContext.Current.CancellationToken);
            pair.Reader.AdvanceTo(part.Buffer.Start, part.Buffer.End);
            expected = 2;
        }

        var reading = pair.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(reading.IsCompleted);
        pair.Reader.CancelPendingRead();

        var interrupted = await reading.WaitAsync(s_limit);
        Assert.True(interrupted.IsCanceled);
        Assert.Equal(expected, interrupted.Buffer.Length);
        pair.Reader.AdvanceTo(interrupted.Buffer.Start, interrupted.Buffer.End);
        await pair.Peer.SendAsync(new byte[] { 3 }, TestContext.Current.CancellationToken);
        var next = await pair.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_limit);
        Assert.False(next.IsCanceled);
        Assert.Equal(expected + 1, next.Buffer.Length);
    }

    [Fact]
    public async Task An_interruption_before_the_wait_is_told_once()
    {
        using var pair = await SocketPair.OpenAsync();
        pair.Reader.CancelPendingRead();

        Assert.True((await pair.Reader.ReadAsync(TestContext.Current.CancellationToken)).IsCanceled);
        pair.Reader.AdvanceTo(default);
        Assert.False(pair.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_wait_ends_with_its_token_and_the_next_goes_on()
    {
        using var pair = await SocketPair.OpenAsync();
        using var ends = new CancellationTokenSource();
        var reading = pair.Reader.ReadAsync(ends.Token).AsTask();
        Assert.False(reading.IsCompleted);
        await ends.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(s_limit));
        await pair.Peer.SendAsync(new byte[] { 7 }, TestContext.Current.CancellationToken);
        Assert.Equal([7], (await pair.Reader.ReadAsync(TestContext.Current.CancellationToken)).Buffer.ToArray());
    }

    [Fact]
    public async Task Tells_the_end_with_what_came_before_it()
    {
        using var pair = await SocketPair.OpenAsync();
        await pair.Peer.SendAsync(new byte[] { 1, 2, 3 }, TestContext.Current.CancellationToken);
        pair.Peer.Shutdown(SocketShutdown.Send);
        var result = await pair.Reader.ReadAsync(TestContext.Current.CancellationToken);
        while (!result.IsCompleted)
        {
            pair.Reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            result = await pair.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_limit);
        }

        Assert.Equal([1, 2, 3], result.Buffer.ToArray());
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, int[] pieces)
    {
        foreach (var piece in pieces)
        {
            for (var left = bytes[..piece]; !left.IsEmpty;)
            {
                left = left[await socket.SendAsync(left, TestContext.Current.CancellationToken)..];
            }

            bytes = bytes[piece..];
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    private sealed class SocketPair(Socket own, Socket peer) : IDisposable
    {
        public Socket Peer => peer;

        public SocketReader Reader { get; } = new(new SocketStream(own));

        public static async Task<SocketPair> OpenAsync()
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            var own = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await own.ConnectAsync(listener.LocalEndPoint!, TestContext.Current.CancellationToken);
            return new SocketPair(own, await listener.AcceptAsync(TestContext.Current.CancellationToken));
        }

        public void Dispose()
        {
            Reader.Complete();
            own.Dispose();
            peer.Dispose();
        }
    }
}
