namespace OptosAdvance.Dicom.Contracts;

/// <summary>The host itself as desired state: registered as a service, running, with which data directory.</summary>
public sealed record HostSettings
{
    /// <summary>Whether a service is registered.</summary>
    [Setting("Whether the host is registered as a service of the system (systemd or Windows).", Example = "$true")]
    public bool Installed { get; init; }

    /// <summary>Whether the host answers.</summary>
    [Setting("Whether the host runs; without a service it is started as a process in the background.", Example = "$true")]
    public bool Running { get; init; }

    /// <summary>When the service starts; null where none is registered.</summary>
    [Setting("When the service starts: Automatic, Manual, Disabled.", Example = "Automatic")]
    public HostStartup? StartupType { get; init; }

    /// <summary>Data directory; null means the default.</summary>
    [Setting("Data directory that the host is started with; empty for OPTOS_DATA or the platform's default.", Example = "/var/lib/optosadvance")]
    public string? DataDirectory { get; init; }

    /// <summary>What manages services here.</summary>
    [Setting("What manages services on this machine: None, Systemd, Windows.", IsReadOnly = true, Example = "Systemd")]
    public ServiceManagerKind ServiceManager { get; init; }

    /// <summary>Version of the running host; null when it does not run.</summary>
    [Setting("Version of the running host.", IsReadOnly = true, Example = "1.0.0")]
    public string? Version { get; init; }
}
