namespace OptosAdvance.Dicom.Contracts;

/// <summary>What a purge does with a study, or would do.</summary>
public enum PurgeAction
{
    /// <summary>Would be purged.</summary>
    Goes,

    /// <summary>Is kept.</summary>
    Stays,

    /// <summary>Was purged.</summary>
    Purged,

    /// <summary>Could not be deleted; it is left and tried again later.</summary>
    SetAside,
}
