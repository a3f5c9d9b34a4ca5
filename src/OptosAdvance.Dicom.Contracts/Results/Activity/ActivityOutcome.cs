namespace OptosAdvance.Dicom.Contracts;

/// <summary>How an activity ended.</summary>
public enum ActivityOutcome
{
    /// <summary>As wanted.</summary>
    Success,

    /// <summary>With something to look at.</summary>
    Warning,

    /// <summary>It failed.</summary>
    Failure,
}
