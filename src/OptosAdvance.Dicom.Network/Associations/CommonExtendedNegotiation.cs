using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>SOP class common extended negotiation (PS3.7 D.3.3.6).</summary>
/// <param name="SopClass">The SOP class.</param>
/// <param name="ServiceClass">The service class that it belongs to.</param>
/// <param name="RelatedGeneralSopClasses">More general SOP classes, most specific first; may be empty.</param>
public sealed record CommonExtendedNegotiation(DicomUid SopClass, DicomUid ServiceClass, IReadOnlyList<DicomUid> RelatedGeneralSopClasses);
