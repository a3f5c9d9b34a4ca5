namespace OptosAdvance.Dicom.Contracts;

/// <summary>The whole configuration of an appliance. Immutable; compared by meaning.</summary>
public sealed record ApplianceConfiguration
{
    /// <summary>The local storage AE and its listener.</summary>
    public LocalAESettings LocalAE { get; init; } = new();

    /// <summary>The streaming service.</summary>
    public StreamingSettings Streaming { get; init; } = new();

    /// <summary>The data repository and its life cycle.</summary>
    public RepositorySettings Repository { get; init; } = new();

    /// <summary>Patient search.</summary>
    public PatientSearchSettings PatientSearch { get; init; } = new();

    /// <summary>E-mail notification.</summary>
    public NotificationSettings Notification { get; init; } = new();

    /// <summary>Audit messages.</summary>
    public AuditSettings Audit { get; init; } = new();

    /// <summary>Remote AEs, ordered by name; names are unique without regard to case.</summary>
    public EquatableList<RemoteAE> RemoteAEs { get; init; } = EquatableList<RemoteAE>.Empty;

    /// <summary>Raised by one with every applied change; 0 is the configuration of a new appliance.</summary>
    public long Revision { get; init; }
}
