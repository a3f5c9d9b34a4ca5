namespace OptosAdvance.Dicom.Contracts;

/// <summary>What a job does.</summary>
public enum JobKind
{
    /// <summary>Sends instances to a remote AE.</summary>
    Send,

    /// <summary>Asks a remote AE for storage commitment.</summary>
    Commitment,

    /// <summary>Reports to a remote AE that asked for storage commitment what is kept here.</summary>
    CommitmentReport,
}
