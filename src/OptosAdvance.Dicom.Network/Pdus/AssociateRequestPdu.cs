namespace OptosAdvance.Dicom.Network;

/// <summary>A-ASSOCIATE-RQ (PS3.8 9.3.2). Titles are trimmed.</summary>
internal sealed record AssociateRequestPdu : Pdu
{
    public override PduType Type => PduType.AssociateRequest;

    public ushort ProtocolVersion { get; init; } = 1;

    public required string CalledAETitle { get; init; }

    public required string CallingAETitle { get; init; }

    public string ApplicationContext { get; init; } = ApplicationContextName.Dicom;

    public required IReadOnlyList<PresentationContext> PresentationContexts { get; init; }

    public UserInformation UserInformation { get; init; } = new();
}
