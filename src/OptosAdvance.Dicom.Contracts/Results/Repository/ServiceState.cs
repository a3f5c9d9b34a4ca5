namespace OptosAdvance.Dicom.Contracts;

/// <summary>State of the storage service.</summary>
public enum ServiceState
{
    /// <summary>Not running.</summary>
    Stopped,

    /// <summary>Stores what it is sent.</summary>
    Running,

    /// <summary>Accepts associations and answers C-ECHO; refuses to store (A700H).</summary>
    Suspended,
}
