using System.Net;
using System.Net.Sockets;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

public sealed class RemoteAssociationsTests
{
    private static readonly AssociationProposal Verification = new()
    {
        PresentationContexts = [new PresentationContext(DicomUid.Verification, DicomTransferSyntax.ImplicitVRLittleEndian.Uid)],
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_peer_that_cannot_be_reached_takes_no_turn()
    {
        var turns = new OutboundTurns(OneAtATime());
        var associations = new RemoteAssociations(OneAtATime(), turns, new WaitingThreads(0), TimeProvider.System);
        using var all = await turns.EnterAsync("OTHER", Cancellation);

        var failure = await Assert.ThrowsAsync<DicomNetworkException>(() => associations.OpenAsync(Entry(FreePort.Two().First), Verification, Cancellation));

        Assert.Equal(NetworkStep.Tcp, failure.Step);
    }

    [Fact]
    public async Task A_turn_ends_when_the_peer_hangs_up_instead_of_answering()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var turns = new OutboundTurns(OneAtATime());
        var associations = new RemoteAssociations(OneAtATime(), turns, new WaitingThreads(0), TimeProvider.System);

        var opening = associations.OpenAsync(Entry(((IPEndPoint)listener.LocalEndpoint).Port), Verification, Cancellation);
        using (await listener.AcceptTcpClientAsync(Cancellation))
        {
        }

        var failure = await Assert.ThrowsAsync<DicomNetworkException>(() => opening);
        Assert.Equal(NetworkStep.Association, failure.Step);
        Assert.Equal(0, turns.Open);
    }

    [Fact]
    public async Task An_entry_that_only_calls_us_is_refused_with_what_to_do()
    {
        var associations = new RemoteAssociations(OneAtATime(), new OutboundTurns(OneAtATime()), new WaitingThreads(0), TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<ControlException>(
            () => associations.OpenAsync(new RemoteAE { Name = "CAMERA", AETitle = AETitle.Parse("CAMERA") }, Verification, Cancellation));

        Assert.Equal(ErrorIds.InvalidArgument, refusal.Error.Id);
        Assert.Contains("Set-OptosDicomAE", refusal.Error.RecommendedAction, StringComparison.Ordinal);
    }

    private static RemoteAE Entry(int port) => new()
    {
        Name = "PACS1",
        AETitle = AETitle.Parse("PACS1"),
        HostName = "127.0.0.1",
        Port = port,
        ConnectTimeoutSeconds = 5,
    };

    private static FixedSettings OneAtATime() => new()
    {
        Current = new ApplianceConfiguration { LocalAE = new LocalAESettings { MaximumOutboundAssociations = 1 } },
    };
}
