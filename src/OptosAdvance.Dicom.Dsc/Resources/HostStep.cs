namespace OptosAdvance.Dicom.Dsc;

/// <summary>A step on the way to the wanted state of the host.</summary>
internal enum HostStep
{
    /// <summary>Stop the service.</summary>
    StopService,

    /// <summary>Ask a host that runs without a service to stop.</summary>
    StopProcess,

    /// <summary>Remove the service.</summary>
    Remove,

    /// <summary>Register the service, or register it anew.</summary>
    Install,

    /// <summary>Say when the service starts.</summary>
    SetStartup,

    /// <summary>Start the service.</summary>
    StartService,

    /// <summary>Start the host in the background.</summary>
    StartProcess,
}
