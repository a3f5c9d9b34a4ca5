namespace OptosAdvance.Dicom.Contracts;

/// <summary>How a resource of a document stands.</summary>
public enum ResourceOutcome
{
    /// <summary>It is as the document wants it.</summary>
    InDesiredState,

    /// <summary>It is not; nothing was done about it.</summary>
    Differs,

    /// <summary>It was not, and was changed.</summary>
    Applied,

    /// <summary>It was not, and the change was refused.</summary>
    Failed,

    /// <summary>It was not, and was left alone because something that it depends on failed or an assertion does not hold.</summary>
    Skipped,
}
