using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>Where a captured value lies.</summary>
internal readonly record struct CapturedValue(DicomVR VR, int Start, int Length);
