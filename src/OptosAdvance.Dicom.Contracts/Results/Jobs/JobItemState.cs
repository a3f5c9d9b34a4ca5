namespace OptosAdvance.Dicom.Contracts;

/// <summary>What became of one instance of a job.</summary>
public enum JobItemState
{
    /// <summary>Not done yet.</summary>
    Waiting,

    /// <summary>The peer confirmed it.</summary>
    Succeeded,

    /// <summary>The peer confirmed it, with a warning.</summary>
    Warning,

    /// <summary>It did not succeed, and trying again would not help.</summary>
    Failed,
}
