using Microsoft.Extensions.Time.Testing;

namespace OptosAdvance.Dicom.Network.Tests;

public sealed class TimeoutTests
{
    private static readonly UpperLayerOptions Limits = new() { ArtimTimeout = TimeSpan.FromSeconds(30), IdleTimeout = TimeSpan.FromSeconds(60), WriteTimeout = TimeSpan.FromSeconds(20) };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Closes_a_connection_whose_request_does_not_come_or_does_not_end(int bytes)
    {
        var time = new FakeTimeProvider();
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler, Limits, time: time);
        using var peer = await RawPeer.ConnectAsync(listener);
        await peer.SendAsync(PduFixtures.Bytes(PduFixtures.Request)[..bytes]);

        var passed = await time.PassUntilAsync(handler.FirstEnded, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

        Assert.True(passed >= TimeSpan.FromSeconds(30), passed.ToString());
        var summary = await handler.FirstEnded;
        Assert.Equal(AssociationEnding.TimedOut, summary.Ending);
        Assert.Equal("no association request came within 30 s", summary.Text);
        Assert.True(await peer.IsClosedByPeerAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Aborts_an_association_that_falls_silent(bool inTheMiddleOfADataSet)
    {
        var time = new FakeTimeProvider();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler, Limits, time: time);
        using var peer = await RawPeer.AssociateAsync(listener);
        await peer.SendAsync(inTheMiddleOfADataSet ? [.. RawPeer.Store(1), .. RawPeer.Fragment(1, false, false, 1, 2)] : RawPeer.Echo(1));
        if (!inTheMiddleOfADataSet)
            await peer.ReadCommandAsync();

        var abort = peer.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        var passed = await time.PassUntilAsync(abort, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10));

        Assert.True(passed >= TimeSpan.FromSeconds(60), passed.ToString());
        Assert.Equal("the peer was silent for 60 s", (await handler.FirstEnded).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Aborts_an_association_whose_peer_trickles(bool isHeader)
    {
        var time = new FakeTimeProvider();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler, Limits with { MinimumMessagePace = 1000, MessagePaceInterval = TimeSpan.FromSeconds(60) }, time: time);
        using var peer = await RawPeer.AssociateAsync(listener);

        // One byte every second or so, of a data set or of the header of a PDU that goes before it; it is never silent for long.
        var bytes = isHeader ? RawPeer.Fragment(3, true, true, new byte[100]) : [.. RawPeer.Store(1), .. RawPeer.Fragment(1, false, false, new byte[10_000])];
        var at = isHeader ? 0 : bytes.Length - 9_900;
        await peer.SendAsync(bytes[..at]);
        var abort = peer.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        var step = isHeader ? TimeSpan.FromSeconds(20) : TimeSpan.FromSeconds(5);
        var passed = TimeSpan.Zero;
        while (!abort.IsCompleted && passed < TimeSpan.FromMinutes(10))
        {
            await peer.SendAsync(bytes[at..++at]);
            passed += await time.PassUntilAsync(Task.WhenAny(abort, Task.Delay(20)), step, step);
        }

        await abort;
        Assert.True(passed >= TimeSpan.FromSeconds(60), passed.ToString());
        Assert.Equal("the peer sent less than 1000 bytes of a message in 60 s", (await handler.FirstEnded).Text);
    }

    [Fact]
    public async Task Lets_a_slow_peer_take_its_time()
    {
        var time = new FakeTimeProvider();
        var read = 0L;
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                while (true)
                {
                    var result = await dataSet.ReadAsync(cancellationToken);
                    Interlocked.Add(ref read, result.Buffer.Length);
                    dataSet.AdvanceTo(result.Buffer.End);
                    if (result.IsCompleted)
                        break;
                }

                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler, Limits with { MinimumMessagePace = 1000 }, time: time);
        using var peer = await RawPeer.AssociateAsync(listener);
        await peer.SendAsync(RawPeer.Store(1));
        for (var i = 0; i < 20; i++)
        {
            await peer.SendAsync(RawPeer.Fragment(1, false, i == 19, new byte[1500]));
            var now = i;
            await WaitUntilAsync(() => Volatile.Read(ref read) >= 1500 * (now + 1));
            time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(DimseStatus.Success.Code, (await peer.ReadCommandAsync()).Status);
    }

    [Fact]
    public async Task Takes_no_silence_between_two_messages_for_a_trickle()
    {
        var time = new FakeTimeProvider();
        await using var listener = Peers.Listen(new RecordingHandler(_ => new TestProvider()), new UpperLayerOptions(), time: time);
        using var peer = await RawPeer.AssociateAsync(listener);
        for (ushort id = 1; id <= 3; id++)
        {
            await peer.SendAsync(RawPeer.Echo(id));
            Assert.Equal(DimseStatus.Success.Code, (await peer.ReadCommandAsync()).Status);
            await Task.Delay(50, TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromMinutes(5));
        }
    }

    [Fact]
    public async Task Does_not_call_a_peer_silent_that_waits_for_us()
    {
        var time = new FakeTimeProvider();
        var storing = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                storing.SetResult();
                await finish.Task;
                await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler, Limits, time: time);
        using var peer = await RawPeer.AssociateAsync(listener);
        await peer.SendAsync([.. RawPeer.Store(1), .. RawPeer.Fragment(1, false, true, 1, 2)]);
        await storing.Task;

        time.Advance(TimeSpan.FromHours(1));
        finish.SetResult();

        Assert.Equal(DimseStatus.Success.Code, (await peer.ReadCommandAsync()).Status);
    }

    [Fact]
    public async Task Gives_up_on_a_peer_that_does_not_take_what_is_sent()
    {
        var time = new FakeTimeProvider();
        var (raw, port) = RawPeer.Listen();
        using var _ = raw;
        var connecting = DicomAssociation.ConnectAsync(Peers.To(port, Peers.Ct) with { TimeProvider = time, UpperLayer = Limits with { WaitingThreads = Peers.Threads } });
        using var peer = await RawPeer.AcceptAsync(raw);
        await AcceptAsync(peer);
        await using var association = await connecting;

        var storing = association.CStoreAsync(Peers.NewStore(), null, new MemoryStream(new byte[64 << 20])).AsTask();
        var passed = await time.PassUntilAsync(storing.ContinueWith(_ => { }, TaskScheduler.Default), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

        var error = await Assert.ThrowsAsync<AssociationAbortedException>(() => storing);
        Assert.Equal(AssociationEnding.TimedOut, error.Ending);
        Assert.True(passed >= TimeSpan.FromSeconds(20), passed.ToString());
    }

    [Fact]
    public async Task Gives_up_on_a_peer_that_does_not_answer_the_request()
    {
        var time = new FakeTimeProvider();
        var (raw, port) = RawPeer.Listen();
        using var _ = raw;
        var connecting = DicomAssociation.ConnectAsync(Peers.To(port) with { TimeProvider = time, UpperLayer = Limits with { WaitingThreads = Peers.Threads } });
        using var peer = await RawPeer.AcceptAsync(raw);

        Assert.Equal(PduType.AssociateRequest, (await peer.ReadAsync()).Type);
        await time.PassUntilAsync(connecting.ContinueWith(_ => { }, TaskScheduler.Default), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

        var error = await Assert.ThrowsAsync<DicomNetworkException>(() => connecting);
        Assert.Equal(NetworkStep.Association, error.Step);
        Assert.Contains("within 30 s", error.Message, StringComparison.Ordinal);
        await peer.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
    }

    [Fact]
    public async Task Gives_up_on_an_operation_that_is_not_answered()
    {
        var time = new FakeTimeProvider();
        var (raw, port) = RawPeer.Listen();
        using var _ = raw;
        var connecting = DicomAssociation.ConnectAsync(Peers.To(port) with { TimeProvider = time, UpperLayer = Limits with { WaitingThreads = Peers.Threads }, ResponseTimeout = TimeSpan.FromSeconds(45) });
        using var peer = await RawPeer.AcceptAsync(raw);
        await AcceptAsync(peer);
        await using var association = await connecting;

        var echo = association.CEchoAsync().AsTask();
        await peer.ReadAsync();
        var passed = await time.PassUntilAsync(echo.ContinueWith(_ => { }, TaskScheduler.Default), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

        var error = await Assert.ThrowsAsync<DimseTimeoutException>(() => echo);
        Assert.Contains("RECEIVER at 127.0.0.1", error.Message, StringComparison.Ordinal);
        Assert.Contains("C-ECHO", error.Message, StringComparison.Ordinal);
        Assert.True(passed >= TimeSpan.FromSeconds(45), passed.ToString());
        await peer.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        peer.Close();
    }

    [Fact]
    public async Task Does_not_wait_for_ever_for_a_peer_to_close_after_a_release()
    {
        var time = new FakeTimeProvider();
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler, Limits, time: time);
        using var peer = await RawPeer.AssociateAsync(listener);

        await peer.SendAsync(ReleaseRequestPdu.Instance);
        Assert.Equal(PduType.ReleaseResponse, (await peer.ReadAsync()).Type);
        Assert.Equal(AssociationEnding.Released, (await handler.FirstEnded).Ending);
        var passed = await time.PassUntilAsync(peer.IsClosedByPeerAsync(), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

        Assert.True(passed >= TimeSpan.FromSeconds(25), passed.ToString());
    }

    internal static async Task AcceptAsync(RawPeer peer, AsynchronousOperationsWindow? window = null)
    {
        var (type, body) = await peer.ReadAsync();
        Assert.Equal(PduType.AssociateRequest, type);
        var request = (AssociateRequestPdu)PduReader.Read(type, body);
        await peer.SendAsync(new AssociateAcceptPdu
        {
            CalledAETitle = request.CalledAETitle,
            CallingAETitle = request.CallingAETitle,
            PresentationContexts = [.. request.PresentationContexts.Select(c => PresentationContextDecision.Accept(c, c.TransferSyntaxes[0]))],
            UserInformation = new UserInformation { MaximumPduLength = 16384, ImplementationClassUid = new Core.DicomUid("1.2.3"), AsynchronousOperationsWindow = window },
        });
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (!condition())
            await Task.Delay(1, limit.Token);
    }
}
