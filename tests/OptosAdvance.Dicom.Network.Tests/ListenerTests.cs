using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;

namespace OptosAdvance.Dicom.Network.Tests;

public sealed class ListenerTests
{
    [Fact]
    public async Task Frees_its_port_at_once_while_a_transfer_goes_on()
    {
        var started = new TaskCompletionSource();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                started.TrySetResult();
                var bytes = await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                return new CStoreResponse(bytes.Length == 3_000_000 ? DimseStatus.Success : DimseStatus.CannotUnderstand);
            },
        });
        var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, Peers.Ct));
        var source = new Pipe();
        var storing = association.CStoreAsync(Peers.NewStore(), null, source.Reader).AsTask();
        await source.Writer.WriteAsync(new byte[1_000_000]).AsTask().WaitAsync(TimeSpan.FromSeconds(15));
        await started.Task.WaitAsync(TimeSpan.FromSeconds(15));

        await listener.StopAcceptingAsync();

        await using var next = DicomListener.Bind(
            new DicomListenerOptions { EndPoint = listener.LocalEndPoint }, handler, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System);
        Assert.Equal(1, listener.AssociationCount);
        await source.Writer.WriteAsync(new byte[2_000_000]);
        await source.Writer.CompleteAsync();
        Assert.Equal(DimseStatus.Success, (await storing).Status);
        await association.ReleaseAsync();
        await listener.ShutdownAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(AssociationEnding.Released, (await handler.FirstEnded).Ending);
        Assert.Equal(0, listener.ConnectionCount);
    }

    [Fact]
    public async Task Names_the_port_that_is_taken()
    {
        await using var first = Peers.Listen(new RecordingHandler(_ => new TestProvider()));

        var error = Assert.Throws<DicomNetworkException>(() => DicomListener.Bind(
            new DicomListenerOptions { EndPoint = first.LocalEndPoint }, new RecordingHandler(_ => new TestProvider()), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System));

        Assert.Contains(first.LocalEndPoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Contains("in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_an_address_that_is_not_ours()
    {
        var error = Assert.Throws<DicomNetworkException>(() => DicomListener.Bind(
            new DicomListenerOptions { EndPoint = new IPEndPoint(IPAddress.Parse("203.0.113.77"), 0) }, new RecordingHandler(_ => new TestProvider()), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System));

        Assert.Contains("203.0.113.77", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such address", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aborts_what_is_left_when_the_grace_is_over()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        var listener = Peers.Listen(handler);
        using var peer = await RawPeer.AssociateAsync(listener);

        var shutdown = listener.ShutdownAsync(TimeSpan.Zero);

        await peer.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        peer.Close();
        await shutdown.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal((AssociationEnding.AbortedLocally, "the host shuts down"), ((await handler.FirstEnded).Ending, (await handler.FirstEnded).Text));
    }

    [Fact]
    public async Task Makes_room_at_the_limit_by_closing_the_one_that_waits_longest()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var listener = Peers.Listen(handler, maximumConnections: 3);
        using var established = await RawPeer.AssociateAsync(listener);
        using var oldest = await RawPeer.ConnectAsync(listener);
        await oldest.SendAsync([1]);
        while (listener.ConnectionCount < 2)
            await Task.Delay(5, limit.Token);
        using var second = await RawPeer.ConnectAsync(listener);
        while (listener.ConnectionCount < 3)
            await Task.Delay(5, limit.Token);

        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener));

        Assert.True(await oldest.IsClosedByPeerAsync());
        Assert.Equal(DimseStatus.Success, (await association.CEchoAsync()).Status);
        await established.SendAsync(RawPeer.Echo(1));
        Assert.Equal(DimseStatus.Success.Code, (await established.ReadCommandAsync()).Status);
        Assert.Contains("too many connections", (await handler.FirstEnded).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_fifty_associations_at_once()
    {
        var received = new ConcurrentBag<int>();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                received.Add((await TestProvider.ReadAllAsync(dataSet, cancellationToken)).Length);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, Peers.Ct));
            for (var n = 0; n < 3; n++)
                Assert.Equal(DimseStatus.Success, (await association.CStoreAsync(Peers.NewStore(), null, new MemoryStream(new byte[10_000 + i]))).Status);
            await association.ReleaseAsync();
        }));

        await listener.ShutdownAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(150, received.Count);
        Assert.Equal(50, handler.Ended.Count);
        Assert.All(handler.Ended, s => Assert.Equal(AssociationEnding.Released, s.Ending));
    }

    [Fact]
    public async Task Holds_a_sender_back_whose_data_nobody_reads()
    {
        var read = new TaskCompletionSource();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                await read.Task;
                await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, Peers.Ct));
        var source = new Pipe(new PipeOptions(pauseWriterThreshold: 64 << 10, resumeWriterThreshold: 32 << 10));
        var storing = association.CStoreAsync(Peers.NewStore(), null, source.Reader).AsTask();

        var written = 0L;
        var stuck = false;
        while (!stuck && written < 256L << 20)
        {
            var write = source.Writer.WriteAsync(new byte[1 << 20]).AsTask();
            stuck = await Task.WhenAny(write, Task.Delay(1000)) != write;
            written += 1 << 20;
            if (stuck)
            {
                read.SetResult();
                await write;
            }
        }

        Assert.True(stuck, "256 MB went into a connection that nobody reads");
        await source.Writer.CompleteAsync();
        Assert.Equal(DimseStatus.Success, (await storing).Status);
    }

    [Fact]
    public async Task Hands_a_reader_that_consumes_little_by_little_every_byte_in_order()
    {
        byte[]? received = null;
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                var bytes = new List<byte>();
                var random = new Random(5);
                while (true)
                {
                    // Wants some bytes together, whatever the fragments are; leaves the rest.
                    var result = await dataSet.ReadAtLeastAsync(random.Next(1, 700), cancellationToken);
                    var take = Math.Min(result.Buffer.Length, random.Next(1, 500));
                    bytes.AddRange(System.Buffers.BuffersExtensions.ToArray(result.Buffer.Slice(0, take)));
                    dataSet.AdvanceTo(result.Buffer.GetPosition(take));
                    if (result.IsCompleted && take == result.Buffer.Length)
                        break;
                }

                received = [.. bytes];
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler, new UpperLayerOptions { MaximumPduLength = 300 });
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, Peers.Ct));
        var data = Peers.RandomBytes(40_000);

        var response = await association.CStoreAsync(Peers.NewStore(), null, new MemoryStream(data));

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.True(data.AsSpan().SequenceEqual(received));
        Assert.Equal(DimseStatus.Success, (await association.CEchoAsync()).Status);
    }

    [Fact]
    public async Task Writes_a_transcript_that_support_can_read()
    {
        var lines = new ConcurrentQueue<string>();
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler, transcript: new PduTranscript(lines.Enqueue));
        var options = Peers.To(listener) with { UserIdentity = new UserIdentity(UserIdentityType.UsernameAndPasscode, true, "ann"u8.ToArray(), "hunter2"u8.ToArray()) };
        await using var association = await DicomAssociation.ConnectAsync(options);
        await association.CEchoAsync();
        await association.ReleaseAsync();
        await listener.ShutdownAsync(TimeSpan.FromSeconds(15));

        var all = string.Join('\n', lines);
        Assert.Contains("<- A-ASSOCIATE-RQ", all, StringComparison.Ordinal);
        Assert.Contains("-> A-ASSOCIATE-AC", all, StringComparison.Ordinal);
        Assert.Contains("<- C-ECHO-RQ id 1", all, StringComparison.Ordinal);
        Assert.Contains("-> C-ECHO-RSP to 1 status 0000H success", all, StringComparison.Ordinal);
        Assert.Contains("<- A-RELEASE-RQ", all, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", all, StringComparison.Ordinal);
    }
}
