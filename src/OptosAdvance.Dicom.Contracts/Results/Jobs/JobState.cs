namespace OptosAdvance.Dicom.Contracts;

/// <summary>Where a job is.</summary>
public enum JobState
{
    /// <summary>Waits for its turn.</summary>
    Waiting,

    /// <summary>Is being done.</summary>
    Running,

    /// <summary>An attempt failed; there will be another one.</summary>
    Retrying,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Done, and the peer had something to remark.</summary>
    SucceededWithWarnings,

    /// <summary>Over; some instances succeeded and some did not.</summary>
    PartlyFailed,

    /// <summary>Over without success.</summary>
    Failed,

    /// <summary>Stopped by somebody.</summary>
    Cancelled,
}
