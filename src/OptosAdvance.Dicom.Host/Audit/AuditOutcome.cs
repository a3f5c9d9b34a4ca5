namespace OptosAdvance.Dicom.Host;

/// <summary>EventOutcomeIndicator (PS3.15 A.5.1).</summary>
internal enum AuditOutcome
{
    Success = 0,
    MinorFailure = 4,
    SeriousFailure = 8,
}
