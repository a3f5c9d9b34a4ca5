namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// A change of the configuration, applied as one transaction. Sections that are null, and properties that a
/// <see cref="Partial{T}"/> does not give, stay as they are.
/// </summary>
public sealed record ConfigurationChange
{
    /// <summary>Change of the local AE.</summary>
    public Partial<LocalAESettings>? LocalAE { get; init; }

    /// <summary>Change of the streaming service.</summary>
    public Partial<StreamingSettings>? Streaming { get; init; }

    /// <summary>Change of the repository.</summary>
    public Partial<RepositorySettings>? Repository { get; init; }

    /// <summary>Change of patient search.</summary>
    public Partial<PatientSearchSettings>? PatientSearch { get; init; }

    /// <summary>Change of notification.</summary>
    public Partial<NotificationSettings>? Notification { get; init; }

    /// <summary>Change of audit messages.</summary>
    public Partial<AuditSettings>? Audit { get; init; }

    /// <summary>Changes of remote AEs, in order.</summary>
    public EquatableList<RemoteAEChange> RemoteAEs { get; init; } = EquatableList<RemoteAEChange>.Empty;

    /// <summary>Check and report only; change nothing.</summary>
    public bool ValidateOnly { get; init; }

    /// <summary>What asks for the change, for the activity log: a cmdlet's name, a resource's type.</summary>
    public string? Origin { get; init; }

    /// <summary>What the change makes of a configuration; whether that is valid, <see cref="ConfigurationValidator"/> says.</summary>
    /// <exception cref="ControlException">
    /// <see cref="ErrorIds.AlreadyExists"/>, <see cref="ErrorIds.NotFound"/>: a remote AE that is to be created exists, or one that is
    /// to be changed or removed does not.
    /// </exception>
    public ApplianceConfiguration ApplyTo(ApplianceConfiguration configuration) => ConfigurationChangeApplier.Apply(configuration, this);
}
