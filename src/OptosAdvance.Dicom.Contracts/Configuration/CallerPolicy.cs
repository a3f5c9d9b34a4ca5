namespace OptosAdvance.Dicom.Contracts;

/// <summary>Who may open an association with the local AE.</summary>
public enum CallerPolicy
{
    /// <summary>The calling AE title belongs to a configured remote AE.</summary>
    Known,

    /// <summary>As <see cref="Known"/>, and the caller's address is the configured host.</summary>
    KnownHost,

    /// <summary>Anybody.</summary>
    Any,
}
