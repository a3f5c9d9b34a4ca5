namespace OptosAdvance.Dicom.Contracts;

/// <summary>Which jobs go first.</summary>
public enum JobPriority
{
    /// <summary>After all others.</summary>
    Low,

    /// <summary>As usual.</summary>
    Normal,

    /// <summary>Before all others.</summary>
    High,
}
