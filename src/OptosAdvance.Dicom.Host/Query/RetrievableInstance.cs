using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>An instance that a remote AE holds.</summary>
/// <param name="SopInstanceUid">Its UID.</param>
/// <param name="SeriesInstanceUid">UID of its series.</param>
/// <param name="SopClass">Its class; not valid when the AE does not say.</param>
internal readonly record struct RetrievableInstance(string SopInstanceUid, string SeriesInstanceUid, DicomUid SopClass);
