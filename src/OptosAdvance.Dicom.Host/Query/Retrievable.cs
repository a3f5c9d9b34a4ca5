using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Host;

/// <summary>A series that a remote AE holds, or an instance of one.</summary>
/// <param name="SeriesInstanceUid">The series.</param>
/// <param name="Modality">Its modality.</param>
/// <param name="SopInstanceUid">The instance; empty for the series itself.</param>
/// <param name="SopClass">Class of the instance; not valid when the AE does not say.</param>
/// <param name="Instances">Of a series: how many it has; null when the AE does not say.</param>
internal readonly record struct Retrievable(string SeriesInstanceUid, string Modality, string SopInstanceUid = "", DicomUid SopClass = default, int? Instances = null);
