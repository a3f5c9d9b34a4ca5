namespace OptosAdvance.Dicom.Network.Tests;

/// <summary>Streams that are right, to be made wrong.</summary>
internal static class PduCorpus
{
    public static IReadOnlyList<byte[]> Conversation { get; } =
    [
        RawPeer.Echo(1),
        [.. RawPeer.Store(2), .. RawPeer.Fragment(1, false, false, 1, 2, 3, 4), .. RawPeer.Fragment(1, false, true, 5, 6)],
        RawPeer.Fragment(3, true, true, RawPeer.Command(new CommandSet { Field = CommandField.CCancelRequest, RespondsTo = 2 })),
        RawPeer.Fragment(3, true, true, RawPeer.Command(new CommandSet { Field = CommandField.CEchoRequest | CommandField.ResponseBit, RespondsTo = 2, Status = 0 })),
        [.. RawPeer.Fragment(3, true, true, RawPeer.Command(new CommandSet { Field = CommandField.CFindRequest, MessageId = 9, AffectedSopClassUid = Core.DicomUid.Verification, HasDataSet = true })), .. RawPeer.Fragment(3, false, true, 0x10, 0, 0x20, 0, 2, 0, 0, 0, 0x41, 0x20)],
        PduWriter.Write(ReleaseRequestPdu.Instance),
        PduFixtures.Bytes(PduFixtures.Abort),
        PduFixtures.Bytes(PduFixtures.Request),
    ];

    public static IReadOnlyList<byte[]> Requests { get; } =
    [
        PduFixtures.Bytes(PduFixtures.Request),
        PduFixtures.Bytes(PduFixtures.RequestWithEverything),
    ];
}
