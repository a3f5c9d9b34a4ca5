namespace OptosAdvance.Dicom.Network;

/// <summary>What the upper layer tells its user.</summary>
internal readonly record struct Indication(IndicationKind Kind, Pdu? Pdu = null, PdvHeader Pdv = default);
