using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;

namespace OptosAdvance.Dicom.Network.Tests;

public sealed class ConversationTests
{
    [Fact]
    public async Task Echoes_and_releases()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener));

        var response = await association.CEchoAsync();
        await association.ReleaseAsync();

        Assert.Equal(DimseStatus.Success, response.Status);
        var summary = await handler.FirstEnded;
        Assert.Equal(AssociationEnding.Released, summary.Ending);
        Assert.Equal("SENDER", summary.Request!.CallingAETitle);
        Assert.Equal("RECEIVER", summary.Request.CalledAETitle);
        Assert.Equal(1, summary.MessagesReceived);
        Assert.Equal(1, summary.MessagesSent);
        Assert.True(summary.BytesReceived > 200);
        Assert.True(summary.WasEstablished);
    }

    [Theory]
    [InlineData(0, 262_144)]
    [InlineData(1, 262_144)]
    [InlineData(10_000, 262_144)]
    [InlineData(3_000_000, 262_144)]
    [InlineData(3_000_000, 4_096)]
    [InlineData(100_000, 128)]
    [InlineData(3_000_000, 0)]
    public async Task Stores_a_data_set_byte_for_byte(int length, int maximumPdu)
    {
        var received = new ConcurrentQueue<byte[]>();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (request, dataSet, context, cancellationToken) =>
            {
                received.Enqueue(await TestProvider.ReadAllAsync(dataSet, cancellationToken));
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler, new UpperLayerOptions { MaximumPduLength = maximumPdu });
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, Peers.Ct));
        var data = Peers.RandomBytes(length);

        var fromStream = await association.CStoreAsync(Peers.NewStore(), null, new MemoryStream(data));
        var fromMemory = await association.CStoreAsync(Peers.NewStore(), null, new ReadOnlySequence<byte>(data));
        var fromPipe = await association.CStoreAsync(Peers.NewStore(), null, PipeReader.Create(new MemoryStream(data)));
        await association.ReleaseAsync();

        Assert.All([fromStream, fromMemory, fromPipe], r => Assert.Equal(DimseStatus.Success, r.Status));
        Assert.Equal(3, received.Count);
        Assert.All(received, r => Assert.True(r.AsSpan().SequenceEqual(data)));
    }

    [Fact]
    public async Task Misses_nothing_that_arrives_just_when_an_operation_ends()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);

        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            using var peer = await RawPeer.AssociateAsync(listener);
            await peer.SendAsync([.. RawPeer.Echo(1), .. RawPeer.Echo(2)]);
            Assert.Equal(1, (await peer.ReadCommandAsync()).RespondsTo!.Value);
            await peer.SendAsync(ReleaseRequestPdu.Instance);
            Assert.Equal(2, (await peer.ReadCommandAsync()).RespondsTo!.Value);
            Assert.Equal(PduType.ReleaseResponse, (await peer.ReadAsync()).Type);
        });
    }
}
