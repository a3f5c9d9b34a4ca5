namespace OptosAdvance.Dicom.Network;

/// <summary>A-RELEASE-RP (PS3.8 9.3.7).</summary>
internal sealed record ReleaseResponsePdu : Pdu
{
    public static ReleaseResponsePdu Instance { get; } = new();

    public override PduType Type => PduType.ReleaseResponse;
}
