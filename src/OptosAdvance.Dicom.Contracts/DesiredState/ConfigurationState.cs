namespace OptosAdvance.Dicom.Contracts;

/// <summary>How the appliance stands to its desired configuration.</summary>
public enum ConfigurationState
{
    /// <summary>There is no desired configuration.</summary>
    NotManaged,

    /// <summary>It has not been checked yet.</summary>
    Pending,

    /// <summary>Everything is as wanted.</summary>
    InDesiredState,

    /// <summary>Something is not as wanted.</summary>
    Drifted,

    /// <summary>It cannot be checked, or not be corrected; see the problem.</summary>
    Failed,
}
