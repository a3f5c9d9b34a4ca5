namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Identity of an instance in repository and index. Study and series belong to it: a device that uses one SOP Instance UID twice
/// in different studies must not destroy what it stored first.
/// </summary>
internal readonly record struct InstanceKey(string StudyInstanceUid, string SeriesInstanceUid, string SopInstanceUid);
