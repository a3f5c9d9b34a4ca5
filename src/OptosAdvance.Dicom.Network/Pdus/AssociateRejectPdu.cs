namespace OptosAdvance.Dicom.Network;

/// <summary>A-ASSOCIATE-RJ (PS3.8 9.3.4).</summary>
internal sealed record AssociateRejectPdu(AssociationRejection Rejection) : Pdu
{
    public override PduType Type => PduType.AssociateReject;
}
