using System.Buffers;

namespace OptosAdvance.Dicom.Network.Tests;

public sealed class WindowTests
{
    private const int Window = 8;

    [Fact]
    public async Task What_the_peer_answered_before_it_died_counts_however_soon_the_caller_gives_up()
    {
        var (listener, port) = RawPeer.Listen();
        using var _ = listener;
        for (var round = 0; round < 200; round++)
        {
            var serving = AnswerAllButOneAsync(listener);
            await using var association = await DicomAssociation.ConnectAsync(
                Peers.To(port, Peers.Ct) with { AsynchronousOperationsWindow = new AsynchronousOperationsWindow(Window, 1) });

            // As a sender does it: the first failure stops all the others.
            using var stop = new CancellationTokenSource();
            var stores = Enumerable.Range(0, Window).Select(__ => StoreAsync(association, stop)).ToList();
            var outcomes = await Task.WhenAll(stores);

            await serving;
            Assert.Equal(Window - 1, outcomes.Count(static succeeded => succeeded));
        }
    }

    private static async Task<bool> StoreAsync(DicomAssociation association, CancellationTokenSource stop)
    {
        await Task.Yield();
        try
        {
            return (await association.CStoreAsync(Peers.NewStore(), null, ReadOnlySequence<byte>.Empty, stop.Token)).Status.IsSuccess;
        }
        catch (Exception e) when (e is DicomNetworkException or OperationCanceledException)
        {
            await stop.CancelAsync();
            return false;
        }
    }

    private static async Task AnswerAllButOneAsync(System.Net.Sockets.Socket listener)
    {
        using var peer = await RawPeer.AcceptAsync(listener);
        await TimeoutTests.AcceptAsync(peer, new AsynchronousOperationsWindow(Window, 1));
        var requests = new List<CommandSet>();
        while (requests.Count < Window)
        {
            requests.Add(await peer.ReadCommandAsync());
            Assert.Equal(PduType.DataTransfer, (await peer.ReadAsync()).Type);
        }

        await peer.SendAsync([.. requests.Skip(1).SelectMany(static request => RawPeer.Fragment(1, true, true, RawPeer.Command(new CommandSet
        {
            Field = CommandField.CStoreRequest | CommandField.ResponseBit,
            RespondsTo = request.MessageId,
            AffectedSopClassUid = request.AffectedSopClassUid,
            AffectedSopInstanceUid = request.AffectedSopInstanceUid,
            Status = 0,
        })))]);
    }
}
