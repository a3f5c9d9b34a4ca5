namespace OptosAdvance.Dicom.Contracts;

/// <summary>What manages the services of a machine.</summary>
public enum ServiceManagerKind
{
    /// <summary>Nothing, as in a container: the host is started and stopped as a process in the background.</summary>
    None,

    /// <summary>systemd.</summary>
    Systemd,

    /// <summary>The service control manager of Windows.</summary>
    Windows,
}
