namespace OptosAdvance.Dicom.Contracts;

/// <summary>What the host does when something is not as its desired configuration wants it.</summary>
public enum DesiredConfigurationMode
{
    /// <summary>It reports it and leaves it.</summary>
    AuditOnly,

    /// <summary>It reports it and puts it back.</summary>
    AutoCorrect,
}
