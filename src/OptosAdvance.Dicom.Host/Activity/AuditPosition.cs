namespace OptosAdvance.Dicom.Host;

/// <summary>How far the activity log is delivered as audit messages.</summary>
/// <param name="Delivered">Id of the last row that is; null when no audit messages are wanted.</param>
internal sealed record AuditPosition(long? Delivered);
