namespace OptosAdvance.Dicom.Network;

/// <summary>The peer sent a PDU that breaks PS3.8; carries the reason for the A-ABORT.</summary>
internal sealed class PduFormatException(AbortReason reason, string message) : Exception(message)
{
    public AbortReason Reason { get; } = reason;
}
