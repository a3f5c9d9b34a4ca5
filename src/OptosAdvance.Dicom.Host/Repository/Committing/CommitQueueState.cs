namespace OptosAdvance.Dicom.Host;

/// <summary>What the committer's wait ended with.</summary>
internal enum CommitQueueState
{
    /// <summary>There is work.</summary>
    HasWork,

    /// <summary>Somebody has called: see <see cref="CommitQueue.Call"/>.</summary>
    Called,

    /// <summary>There was none for as long as the committer has patience.</summary>
    Pause,

    /// <summary>There is none, and none will come.</summary>
    Closed,
}
