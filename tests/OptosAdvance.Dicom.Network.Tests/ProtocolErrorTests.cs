using System.Buffers.Binary;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network.Tests;

public sealed class ProtocolErrorTests
{
    [Fact]
    public async Task Aborts_when_the_first_PDU_is_not_a_request()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);
        using var peer = await RawPeer.ConnectAsync(listener);

        await peer.SendAsync(ReleaseRequestPdu.Instance);

        await peer.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        var summary = await handler.FirstEnded;
        Assert.Equal(AssociationEnding.ProtocolError, summary.Ending);
        Assert.Contains("A-RELEASE-RQ while we waited for an association request", summary.Text, StringComparison.Ordinal);
        Assert.Null(summary.Request);
    }

    [Theory]
    [InlineData("16030100C8", "TLS")]
    [InlineData("474554202F20", "HTTP")]
    [InlineData("99000000000000", "99H")]
    public async Task Says_what_a_stranger_seems_to_speak(string hex, string word)
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);
        using var peer = await RawPeer.ConnectAsync(listener);

        await peer.SendAsync([.. Convert.FromHexString(hex), 0, 0, 0, 0]);

        await peer.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        Assert.Contains(word, (await handler.FirstEnded).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x01, 0x7FFFFFFF)]
    [InlineData(0x01, 0x00200000)]
    [InlineData(0x05, 0x00000005)]
    [InlineData(0x07, 0x00010000)]
    public async Task Does_not_believe_absurd_lengths(int type, int length)
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);
        using var peer = await RawPeer.ConnectAsync(listener);
        var header = new byte[6];
        header[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(2), length);

        await peer.SendAsync(header);

        await peer.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        Assert.Contains("claims", (await handler.FirstEnded).Text, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, int> Breaches => new()
    {
        { "a P-DATA-TF PDU longer than agreed", "0400" + "00010000", (int)AbortReason.InvalidPduParameterValue },
        { "a P-DATA-TF PDU without a presentation data value", "0400" + "00000000", (int)AbortReason.InvalidPduParameterValue },
        { "a PDV that does not fit its PDU", "0400" + "0000000A" + "00000100" + "0303" + "00000000", (int)AbortReason.InvalidPduParameterValue },
        { "a PDV of no length", "0400" + "00000006" + "00000000" + "0303", (int)AbortReason.InvalidPduParameterValue },
        { "bytes left behind the last PDV", "0400" + "0000000B" + "00000006" + "0301" + "01020304" + "FF", (int)AbortReason.InvalidPduParameterValue },
        { "a second association request", PduFixtures.Request, (int)AbortReason.UnexpectedPdu },
        { "an acceptance", PduFixtures.Accept, (int)AbortReason.UnexpectedPdu },
        { "a release response without a request", PduFixtures.ReleaseResponse, (int)AbortReason.UnexpectedPdu },
        { "an unknown PDU", "4200" + "00000000", (int)AbortReason.UnrecognizedPdu },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task Aborts_an_association_whose_peer_breaks_PS3_8(string what, string hex, int reason)
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler, new UpperLayerOptions { MaximumPduLength = 16384 });
        using var peer = await RawPeer.AssociateAsync(listener);

        await peer.SendAsync(Convert.FromHexString(hex));

        await peer.ExpectAbortAsync(AbortSource.ServiceProvider, (AbortReason)reason);
        peer.Close();
        var summary = await handler.FirstEnded;
        Assert.True(summary.Ending == AssociationEnding.ProtocolError, what);
        Assert.Single(handler.Ended);
    }

    public static TheoryData<string, byte[]> DimseBreaches => new()
    {
        { "which was not accepted", RawPeer.Fragment(5, true, true, RawPeer.Echo(1)[12..]) },
        { "without a command before it", RawPeer.Fragment(1, false, true, 1, 2) },
        { "in the middle of a command set", [.. RawPeer.Fragment(3, true, false, RawPeer.Echo(1)[12..20]), .. RawPeer.Fragment(1, true, true, 1, 2)] },
        { "in the middle of a command set", [.. RawPeer.Fragment(3, true, false, RawPeer.Echo(1)[12..20]), .. RawPeer.Fragment(3, false, true, 1, 2)] },
        { "in the middle of the data set", [.. RawPeer.Store(1), .. RawPeer.Fragment(1, false, false, 1, 2), .. RawPeer.Echo(2)] },
        { "in the middle of the data set", [.. RawPeer.Store(1), .. RawPeer.Fragment(1, false, false, 1, 2), .. RawPeer.Fragment(3, false, true, 1, 2)] },
        { "in the middle of a data set", [.. RawPeer.Store(1), .. RawPeer.Fragment(1, false, false, 1, 2), .. PduWriter.Write(ReleaseRequestPdu.Instance)] },
        { "without a message id", RawPeer.Fragment(3, true, true, RawPeer.Command(new CommandSet { Field = CommandField.CEchoRequest })) },
        { "without a command field", RawPeer.Fragment(3, true, true, 0, 0, 0, 8, 2, 0, 0, 0, 1, 1) },
        { "claims", RawPeer.Fragment(3, true, true, 0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x30, 0) },
    };

    [Theory]
    [MemberData(nameof(DimseBreaches))]
    public async Task Aborts_an_association_whose_peer_breaks_PS3_7(string words, byte[] bytes)
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

        await peer.SendAsync(bytes);

        Assert.Equal(PduType.Abort, (await peer.ReadAsync()).Type);
        peer.Close();
        var summary = await handler.FirstEnded;
        Assert.Equal(AssociationEnding.ProtocolError, summary.Ending);
        Assert.Contains(words, summary.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_what_it_does_not_know_with_0211()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);
        using var peer = await RawPeer.AssociateAsync(listener);

        await peer.SendAsync(RawPeer.Fragment(3, true, true, RawPeer.Command(new CommandSet { Field = (CommandField)0x0777, MessageId = 5, AffectedSopClassUid = DicomUid.Verification })));
        var unknown = await peer.ReadCommandAsync();
        await peer.SendAsync(RawPeer.Echo(6));
        var echo = await peer.ReadCommandAsync();

        Assert.Equal((5, 0x0211), (unknown.RespondsTo!.Value, unknown.Status!.Value));
        Assert.Equal((6, 0x0000), (echo.RespondsTo!.Value, echo.Status!.Value));
    }

    [Fact]
    public async Task Answers_a_store_without_an_instance_UID_and_goes_on()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);
        using var peer = await RawPeer.AssociateAsync(listener);

        await peer.SendAsync(RawPeer.Fragment(1, true, true, RawPeer.Command(new CommandSet { Field = CommandField.CStoreRequest, MessageId = 5, AffectedSopClassUid = Peers.Ct, HasDataSet = true })));
        await peer.SendAsync(RawPeer.Fragment(1, false, false, 1, 2, 3, 4));
        await peer.SendAsync(RawPeer.Fragment(1, false, true, 5, 6));
        var refused = await peer.ReadCommandAsync();
        await peer.SendAsync(RawPeer.Echo(6));
        var echo = await peer.ReadCommandAsync();

        Assert.Equal(DimseStatus.MistypedArgument.Code, refused.Status);
        Assert.Equal("no SOP instance UID", refused.ErrorComment);
        Assert.Equal(DimseStatus.Success.Code, echo.Status);
    }

    [Fact]
    public async Task Ignores_a_cancel_that_comes_too_late()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler);
        using var peer = await RawPeer.AssociateAsync(listener);

        await peer.SendAsync(RawPeer.Fragment(3, true, true, RawPeer.Command(new CommandSet { Field = CommandField.CCancelRequest, RespondsTo = 77 })));
        await peer.SendAsync(RawPeer.Echo(6));

        Assert.Equal(6, (await peer.ReadCommandAsync()).RespondsTo!.Value);
    }

    [Fact]
    public async Task Takes_many_fragments_in_one_PDU()
    {
        byte[]? received = null;
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
            {
                received = await TestProvider.ReadAllAsync(dataSet, cancellationToken);
                return new CStoreResponse(DimseStatus.Success);
            },
        });
        await using var listener = Peers.Listen(handler);
        using var peer = await RawPeer.AssociateAsync(listener);
        byte[] fragments = [.. RawPeer.Store(1)[6..], .. RawPeer.Fragment(1, false, false, 1, 2)[6..], .. RawPeer.Fragment(1, false, false)[6..], .. RawPeer.Fragment(1, false, true, 3, 4)[6..]];
        var header = new byte[] { 4, 0, 0, 0, 0, 0 };
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(2), fragments.Length);

        // Byte by byte: no field may depend on how TCP cuts the stream.
        foreach (var b in (byte[])[.. header, .. fragments])
            await peer.SendAsync([b]);

        Assert.Equal(DimseStatus.Success.Code, (await peer.ReadCommandAsync()).Status);
        Assert.Equal([1, 2, 3, 4], received);
    }
}
