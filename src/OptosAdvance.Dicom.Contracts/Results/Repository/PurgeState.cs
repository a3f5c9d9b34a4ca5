namespace OptosAdvance.Dicom.Contracts;

/// <summary>What purging does now, or why it does nothing.</summary>
public enum PurgeState
{
    /// <summary>Free space is at or above the low watermark: nothing is to be done.</summary>
    Idle,

    /// <summary>Studies are being purged.</summary>
    Running,

    /// <summary>Would purge at the next check.</summary>
    Due,

    /// <summary>Waits until the processors are idle enough.</summary>
    WaitingForCpu,

    /// <summary>No more studies are left than ProtectedStudies says.</summary>
    StudiesProtected,

    /// <summary>No study is left that may go.</summary>
    NothingEligible,

    /// <summary>The repository is not there, so nothing may be concluded or deleted.</summary>
    RepositoryMissing,
}
