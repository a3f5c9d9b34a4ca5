using System.Buffers;
using System.Net;
using System.Net.Sockets;
using CsCheck;

namespace OptosAdvance.Dicom.Network.Tests;

public sealed class SocketConnectionTests
{
    [Fact]
    public async Task Sends_what_was_written_and_attached_in_its_order()
    {
        await Gen.Select(Gen.Bool, Gen.Byte.Array[0, 20_000]).Array[0, 40].SampleAsync(
            async pieces =>
            {
                var (connection, peer) = await ConnectAsync();
                await using var _ = connection;
                using var __ = peer;
                var writer = (SocketWriter)connection.Output;
                var received = ReceiveAllAsync(peer);
                foreach (var (isAttached, bytes) in pieces)
                {
                    if (isAttached)
                        writer.Attach(bytes);
                    else
                        writer.Write(bytes);
                }

                await writer.FlushAsync(TestContext.Current.CancellationToken);
                await connection.DisposeAsync();

                Assert.Equal(pieces.SelectMany(static piece => piece.Item2), await received);
            },
            iter: 50,
            threads: 1);
    }

    [Fact]
    public async Task Sends_more_than_the_peer_takes_at_once()
    {
        var (connection, peer) = await ConnectAsync();
        await using var _ = connection;
        using var __ = peer;
        var bytes = Peers.RandomBytes(20 << 20);
        var writer = (SocketWriter)connection.Output;
        for (var at = 0; at < bytes.Length; at += 1 << 20)
            writer.Attach(bytes.AsMemory(at, 1 << 20));

        var flush = writer.FlushAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(flush.IsCompleted);
        var received = ReceiveAllAsync(peer);
        await flush;
        await connection.DisposeAsync();

        Assert.Equal(bytes, await received);
    }

    [Fact]
    public async Task Sends_nothing_of_what_was_discarded()
    {
        var (connection, peer) = await ConnectAsync();
        await using var _ = connection;
        using var __ = peer;
        var writer = (SocketWriter)connection.Output;
        writer.Write((ReadOnlySpan<byte>)[1, 2, 3]);
        writer.Attach(new byte[10_000]);
        writer.Write((ReadOnlySpan<byte>)[4]);
        writer.Discard();
        writer.Write((ReadOnlySpan<byte>)[5]);

        await writer.FlushAsync(TestContext.Current.CancellationToken);
        await connection.DisposeAsync();

        Assert.Equal([5], await ReceiveAllAsync(peer));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_what_waits_when_it_is_aborted(bool isRead)
    {
        var (connection, peer) = await ConnectAsync();
        await using var _ = connection;
        using var __ = peer;
        var writer = (SocketWriter)connection.Output;
        writer.Attach(new byte[32 << 20]);
        var waits = isRead
            ? connection.Input.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            : (Task)writer.FlushAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(waits.IsCompleted);

        connection.Abort();

        await Assert.ThrowsAsync<IOException>(() => waits.WaitAsync(TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public async Task Tells_a_reset_as_the_end_of_reading()
    {
        var (connection, peer) = await ConnectAsync();
        await using var _ = connection;
        var reading = connection.Input.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        peer.LingerState = new LingerOption(enable: true, seconds: 0);
        peer.Dispose();

        var error = await Assert.ThrowsAsync<IOException>(() => reading.WaitAsync(TimeSpan.FromSeconds(15)));

        Assert.IsType<SocketException>(error.InnerException);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Knows_whether_the_peer_has_hung_up(bool hasSentBefore)
    {
        var (connection, peer) = await ConnectAsync();
        await using var _ = connection;
        Assert.False(connection.IsClosedByPeer);
        if (hasSentBefore)
        {
            await peer.SendAsync(new byte[10], TestContext.Current.CancellationToken);
            Assert.Equal(10, (await connection.Input.ReadAsync(TestContext.Current.CancellationToken)).Buffer.Length);
        }

        peer.Dispose();

        Assert.True(SpinWait.SpinUntil(() => connection.IsClosedByPeer, TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public async Task Closes_without_a_reset_though_bytes_are_left_unread()
    {
        var (connection, peer) = await ConnectAsync();
        using var _ = peer;
        await peer.SendAsync(new byte[50_000], TestContext.Current.CancellationToken);
        Assert.True((await connection.Input.ReadAsync(TestContext.Current.CancellationToken)).Buffer.Length > 0);
        connection.Output.Write((ReadOnlySpan<byte>)[1, 2, 3]);
        await connection.Output.FlushAsync(TestContext.Current.CancellationToken);

        await connection.DisposeAsync();

        Assert.Equal([1, 2, 3], await ReceiveAllAsync(peer));
    }

    private static async Task<(SocketConnection Connection, Socket Peer)> ConnectAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndPoint!, TestContext.Current.CancellationToken);
        return (new SocketConnection(socket), await listener.AcceptAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<byte[]> ReceiveAllAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var all = new MemoryStream();
        var buffer = new byte[100_000];
        while (await socket.ReceiveAsync(buffer, limit.Token) is > 0 and var count)
            all.Write(buffer, 0, count);
        return all.ToArray();
    }
}
