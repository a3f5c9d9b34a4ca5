namespace OptosAdvance.Dicom.Contracts;

/// <summary>What is to happen to a remote AE.</summary>
public enum RemoteAEChangeKind
{
    /// <summary>Create it; an error if it exists (<see cref="ErrorIds.AlreadyExists"/>).</summary>
    Create,

    /// <summary>Change it; an error if it does not exist (<see cref="ErrorIds.NotFound"/>).</summary>
    Update,

    /// <summary>Create it or change it.</summary>
    Ensure,

    /// <summary>Remove it; an error if it does not exist.</summary>
    Remove,

    /// <summary>Remove it if it exists.</summary>
    EnsureAbsent,
}
