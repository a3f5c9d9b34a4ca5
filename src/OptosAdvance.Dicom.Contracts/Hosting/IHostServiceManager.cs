namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// What the system knows of the host as a service. Every member that changes something fails with a <see cref="ControlException"/>
/// that carries the system's words.
/// </summary>
internal interface IHostServiceManager
{
    /// <summary>What manages services here.</summary>
    ServiceManagerKind Kind { get; }

    /// <summary>The registered service; null when there is none.</summary>
    HostServiceRegistration? Read();

    /// <summary>Registers the service, or registers it anew. It is not started.</summary>
    /// <param name="host">Program of the host.</param>
    /// <param name="dataDirectory">Its data directory; absolute.</param>
    void Install(HostExecutable host, string dataDirectory);

    /// <summary>Removes the registration. A running service is stopped first.</summary>
    void Remove();

    /// <summary>Says when the service starts.</summary>
    void SetStartup(HostStartup startup);

    /// <summary>Starts the service.</summary>
    void Start();

    /// <summary>Stops the service, and waits until it has.</summary>
    void Stop();
}
