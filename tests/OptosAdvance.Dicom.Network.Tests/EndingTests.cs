
namespace OptosAdvance.Dicom.Network.Tests;

public sealed class EndingTests
{
    [Fact]
    public async Task Rejects_with_the_reason_that_the_handler_gives()
    {
        var handler = new RecordingHandler(_ => new TestProvider()) { Decide = _ => new AssociationDecision.Reject(AssociationRejection.LocalLimitExceeded) };
        await using var listener = Peers.Listen(handler);

        var error = await Assert.ThrowsAsync<AssociationRejectedException>(() => DicomAssociation.ConnectAsync(Peers.To(listener)));

        Assert.Equal((AssociationRejectResult.Transient, AssociationRejectSource.ServiceProviderPresentation, (byte)2), (error.Result, error.Source, error.Reason));
        Assert.Contains("busy", error.Message, StringComparison.Ordinal);
        var summary = await handler.FirstEnded;
        Assert.Equal((AssociationEnding.Rejected, AssociationRejection.LocalLimitExceeded), (summary.Ending, summary.Rejection!.Value));
        Assert.False(summary.WasEstablished);
    }

    [Fact]
    public async Task Rejects_a_foreign_application_context_and_protocol_version()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);
        var request = (AssociateRequestPdu)PduReader.Read(PduType.AssociateRequest, PduFixtures.Bytes(PduFixtures.Request).AsSpan(6));

        foreach (var (wrong, rejection) in new[]
        {
            (request with { ApplicationContext = "1.2.3" }, AssociationRejection.ApplicationContextNotSupported),
            (request with { ProtocolVersion = 2 }, AssociationRejection.ProtocolVersionNotSupported),
        })
        {
            using var peer = await RawPeer.ConnectAsync(listener);
            await peer.SendAsync(wrong);
            var (type, body) = await peer.ReadAsync();
            Assert.Equal(rejection, ((AssociateRejectPdu)PduReader.Read(type, body)).Rejection);
        }

        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task Rejects_for_now_when_the_handler_fails()
    {
        var handler = new RecordingHandler(_ => new TestProvider()) { Decide = _ => throw new InvalidOperationException("broken") };
        await using var listener = Peers.Listen(handler);

        var error = await Assert.ThrowsAsync<AssociationRejectedException>(() => DicomAssociation.ConnectAsync(Peers.To(listener)));

        Assert.Equal(AssociationRejectResult.Transient, error.Result);
    }

    [Fact]
    public async Task Reports_an_abort_by_the_peer_in_the_middle_of_a_store()
    {
        var broken = new TaskCompletionSource<Exception>();
        var provider = new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                try
                {
                    await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                }
                catch (Exception e)
                {
                    broken.SetResult(e);
                    throw;
                }

                return new CStoreResponse(DimseStatus.Success);
            },
        };
        var handler = new RecordingHandler(_ => provider);
        await using var listener = Peers.Listen(handler);
        using var peer = await RawPeer.AssociateAsync(listener);

        await peer.SendAsync([.. RawPeer.Store(1), .. RawPeer.Fragment(1, false, false, new byte[1000])]);
        await peer.SendAsync(new AbortPdu(AbortSource.ServiceUser, AbortReason.NotSpecified));

        Assert.IsType<AssociationAbortedException>(await broken.Task.WaitAsync(TimeSpan.FromSeconds(15)));
        var summary = await handler.FirstEnded;
        Assert.Equal((AssociationEnding.AbortedByPeer, "the peer aborted by the application"), (summary.Ending, summary.Text));
        Assert.Equal(1, provider.Disposed);
        Assert.True(await peer.IsClosedByPeerAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reports_a_connection_that_breaks(bool inTheMiddleOfADataSet)
    {
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler);
        using var peer = await RawPeer.AssociateAsync(listener);
        if (inTheMiddleOfADataSet)
            await peer.SendAsync([.. RawPeer.Store(1), .. RawPeer.Fragment(1, false, false, new byte[1000])]);

        peer.ShutdownSend();

        var summary = await handler.FirstEnded;
        Assert.Equal(AssociationEnding.ConnectionLost, summary.Ending);
        Assert.Equal(inTheMiddleOfADataSet ? "the connection was lost in the middle of a message" : "the connection was closed without a release", summary.Text);
        Assert.Single(handler.Ended);
    }

    [Fact]
    public async Task Says_nothing_about_a_connection_that_says_nothing()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);
        using (await RawPeer.ConnectAsync(listener))
        {
        }

        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener));
        await association.ReleaseAsync();
        Assert.Equal(AssociationEnding.Released, (await handler.FirstEnded).Ending);
        await listener.ShutdownAsync(TimeSpan.FromSeconds(15));
        Assert.Single(handler.Ended);
    }

    [Fact]
    public async Task Survives_a_release_collision()
    {
        var (raw, port) = RawPeer.Listen();
        using var _ = raw;
        var connecting = DicomAssociation.ConnectAsync(Peers.To(port));
        using var peer = await RawPeer.AcceptAsync(raw);
        await TimeoutTests.AcceptAsync(peer);
        await using var association = await connecting;

        var releasing = association.ReleaseAsync();
        Assert.Equal(PduType.ReleaseRequest, (await peer.ReadAsync()).Type);
        await peer.SendAsync(ReleaseRequestPdu.Instance);
        Assert.Equal(PduType.ReleaseResponse, (await peer.ReadAsync()).Type);
        await peer.SendAsync(ReleaseResponsePdu.Instance);

        await releasing.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.True(await peer.IsClosedByPeerAsync());
    }

    [Fact]
    public async Task Tells_waiting_callers_how_the_association_ended()
    {
        var (raw, port) = RawPeer.Listen();
        using var _ = raw;
        var connecting = DicomAssociation.ConnectAsync(Peers.To(port));
        using var peer = await RawPeer.AcceptAsync(raw);
        await TimeoutTests.AcceptAsync(peer);
        await using var association = await connecting;

        var echo = association.CEchoAsync().AsTask();
        await peer.ReadAsync();
        await peer.SendAsync(new AbortPdu(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu));

        var error = await Assert.ThrowsAsync<AssociationAbortedException>(() => echo);
        Assert.Equal(AssociationEnding.AbortedByPeer, error.Ending);
        Assert.Contains("unexpected PDU", error.Message, StringComparison.Ordinal);
        Assert.True(association.Ended.IsCancellationRequested);
        await Assert.ThrowsAsync<AssociationAbortedException>(() => association.CEchoAsync().AsTask());
    }

    [Fact]
    public async Task Aborts_when_an_operation_without_C_CANCEL_is_cancelled()
    {
        var entered = new TaskCompletionSource();
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, _, _, cancellationToken) =>
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler);
        await using var association = await DicomAssociation.ConnectAsync(Peers.To(listener, Peers.Ct));
        using var source = new CancellationTokenSource();
        var storing = association.CStoreAsync(Peers.NewStore(), null, new MemoryStream(new byte[100]), source.Token).AsTask();
        await entered.Task;

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storing);
        Assert.True(association.Ended.IsCancellationRequested);
        await listener.ShutdownAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task Names_the_layer_that_failed()
    {
        var (raw, port) = RawPeer.Listen();
        raw.Dispose();

        var refused = await Assert.ThrowsAsync<DicomNetworkException>(() => DicomAssociation.ConnectAsync(Peers.To(port)));
        var unknown = await Assert.ThrowsAsync<DicomNetworkException>(() => DicomAssociation.ConnectAsync(Peers.To(port) with { HostName = "no-such-host.invalid" }));

        Assert.Equal(NetworkStep.Tcp, refused.Step);
        Assert.Contains("nothing listens on that port", refused.Message, StringComparison.Ordinal);
        Assert.Equal(NetworkStep.NameResolution, unknown.Step);
        Assert.Contains("no-such-host.invalid is not known", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_the_abort_when_the_caller_aborts()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);
        var association = await DicomAssociation.ConnectAsync(Peers.To(listener));

        association.Abort();
        association.Abort();
        await association.DisposeAsync();

        Assert.Equal(AssociationEnding.AbortedByPeer, (await handler.FirstEnded).Ending);
        await Assert.ThrowsAsync<AssociationAbortedException>(() => association.ReleaseAsync());
    }
}
