namespace OptosAdvance.Dicom.Contracts;

/// <summary>Kinds of activity.</summary>
public enum ActivityKind
{
    /// <summary>The host started or stopped, or its state changed.</summary>
    Host,

    /// <summary>A configuration change.</summary>
    Configuration,

    /// <summary>An inbound association that was served.</summary>
    Association,

    /// <summary>An inbound association that was refused.</summary>
    Refusal,

    /// <summary>Instances received.</summary>
    Receive,

    /// <summary>Instances imported from files.</summary>
    Import,

    /// <summary>Instances exported to files.</summary>
    Export,

    /// <summary>A study removed.</summary>
    Delete,

    /// <summary>A study's protection changed.</summary>
    Protection,

    /// <summary>A connection test.</summary>
    Test,

    /// <summary>Instances sent to a remote server.</summary>
    Send,

    /// <summary>A job, and what was done with it.</summary>
    Job,

    /// <summary>Studies purged to free space, or the want of any that may go.</summary>
    Purge,

    /// <summary>An e-mail to whoever looks after the appliance.</summary>
    Notification,

    /// <summary>The delivery of audit messages began to fail, or works again.</summary>
    Audit,

    /// <summary>A query of a remote AE.</summary>
    Query,

    /// <summary>A retrieval from a remote AE.</summary>
    Retrieve,

    /// <summary>Drift from the desired configuration, and what became of it.</summary>
    DesiredState,

    /// <summary>An archive was asked to commit instances, or answered.</summary>
    StorageCommitment,
}
