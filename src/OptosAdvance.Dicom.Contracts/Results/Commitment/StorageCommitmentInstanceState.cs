namespace OptosAdvance.Dicom.Contracts;

/// <summary>What became of one instance of a storage commitment request.</summary>
public enum StorageCommitmentInstanceState
{
    /// <summary>No answer yet.</summary>
    Pending,

    /// <summary>The archive keeps it, as it is held here.</summary>
    Committed,

    /// <summary>The archive does not keep it.</summary>
    Failed,

    /// <summary>The archive's answer does not name it, so it counts as not kept.</summary>
    NotNamed,

    /// <summary>The archive keeps it, but it was replaced or removed here since it was asked for.</summary>
    Changed,
}
