using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>SOP class extended negotiation (PS3.7 D.3.3.5): bytes whose meaning the service class defines.</summary>
/// <param name="SopClass">The SOP class.</param>
/// <param name="Information">Service class application information.</param>
public sealed record ExtendedNegotiation(DicomUid SopClass, ReadOnlyMemory<byte> Information);
