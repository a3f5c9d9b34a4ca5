namespace OptosAdvance.Dicom.Network;

/// <summary>A-ABORT (PS3.8 9.3.8).</summary>
internal sealed record AbortPdu(AbortSource Source, AbortReason Reason) : Pdu
{
    public override PduType Type => PduType.Abort;

    public string Text => Source switch
    {
        AbortSource.ServiceUser => "by the application",
        AbortSource.ServiceProvider => "by the upper layer: " + Reason switch
        {
            AbortReason.NotSpecified => "reason not specified",
            AbortReason.UnrecognizedPdu => "unrecognized PDU",
            AbortReason.UnexpectedPdu => "unexpected PDU",
            AbortReason.UnrecognizedPduParameter => "unrecognized PDU parameter",
            AbortReason.UnexpectedPduParameter => "unexpected PDU parameter",
            AbortReason.InvalidPduParameterValue => "invalid PDU parameter value",
            _ => $"reserved reason {(byte)Reason}",
        },
        _ => $"by a reserved source {(byte)Source}",
    };
}
