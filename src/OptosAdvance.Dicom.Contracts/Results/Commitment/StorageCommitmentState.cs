namespace OptosAdvance.Dicom.Contracts;

/// <summary>How far a storage commitment request has come.</summary>
public enum StorageCommitmentState
{
    /// <summary>Is being sent.</summary>
    Sending,

    /// <summary>The archive took the request; its answer is waited for.</summary>
    Pending,

    /// <summary>The archive keeps every instance.</summary>
    Committed,

    /// <summary>The archive keeps some of the instances.</summary>
    PartlyFailed,

    /// <summary>The archive keeps none of the instances, or refused the request.</summary>
    Failed,

    /// <summary>No answer came in time, and it is not asked again.</summary>
    TimedOut,

    /// <summary>No answer came in time, or the archive could not do it then; it was asked again under another transaction UID.</summary>
    Superseded,
}
