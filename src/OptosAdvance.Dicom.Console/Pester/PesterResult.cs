namespace OptosAdvance.Dicom.Console;

/// <summary>How a test ended.</summary>
public enum PesterResult
{
    /// <summary>It was left out by a filter.</summary>
    NotRun,

    /// <summary>It did what it promised.</summary>
    Passed,

    /// <summary>It did not.</summary>
    Failed,

    /// <summary>It was skipped on purpose.</summary>
    Skipped,

    /// <summary>It could not tell.</summary>
    Inconclusive,
}
