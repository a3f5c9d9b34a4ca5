namespace OptosAdvance.Dicom.Network;

/// <summary>Events of the upper layer (PS3.8 Table 9-10).</summary>
internal enum UpperLayerEvent
{
    AssociateRequestPrimitive = 1,
    TransportConnected = 2,
    AssociateAcceptPdu = 3,
    AssociateRejectPdu = 4,
    TransportIndication = 5,
    AssociateRequestPdu = 6,
    AcceptPrimitive = 7,
    RejectPrimitive = 8,
    DataPrimitive = 9,
    DataPdu = 10,
    ReleaseRequestPrimitive = 11,
    ReleaseRequestPdu = 12,
    ReleaseResponsePdu = 13,
    ReleaseResponsePrimitive = 14,
    AbortPrimitive = 15,
    AbortPdu = 16,
    TransportClosed = 17,
    ArtimExpired = 18,
    InvalidPdu = 19,
}
