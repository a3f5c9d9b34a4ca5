namespace OptosAdvance.Dicom.Network;

/// <summary>A-RELEASE-RQ (PS3.8 9.3.6).</summary>
internal sealed record ReleaseRequestPdu : Pdu
{
    public static ReleaseRequestPdu Instance { get; } = new();

    public override PduType Type => PduType.ReleaseRequest;
}
