namespace OptosAdvance.Dicom.Network;

/// <summary>A-ASSOCIATE-AC (PS3.8 9.3.3). The titles are those of the request and are not tested when received.</summary>
internal sealed record AssociateAcceptPdu : Pdu
{
    public override PduType Type => PduType.AssociateAccept;

    public ushort ProtocolVersion { get; init; } = 1;

    public required string CalledAETitle { get; init; }

    public required string CallingAETitle { get; init; }

    public string ApplicationContext { get; init; } = ApplicationContextName.Dicom;

    public required IReadOnlyList<PresentationContextDecision> PresentationContexts { get; init; }

    public UserInformation UserInformation { get; init; } = new();
}
