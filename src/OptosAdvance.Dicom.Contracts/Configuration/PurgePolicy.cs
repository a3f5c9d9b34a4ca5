namespace OptosAdvance.Dicom.Contracts;

/// <summary>Which studies purging may delete.</summary>
public enum PurgePolicy
{
    /// <summary>If a StorageCommitment AE is configured, wholly committed studies only; if none is, any.</summary>
    Auto,

    /// <summary>Only studies of which every instance is committed.</summary>
    CommittedOnly,

    /// <summary>Any study.</summary>
    Any,
}
