namespace OptosAdvance.Dicom.Network;

/// <summary>Whether a TLS client must show a certificate.</summary>
public enum ClientCertificateRequirement
{
    /// <summary>It is not asked for one.</summary>
    None,

    /// <summary>It may show one; one that is shown must be trusted.</summary>
    Optional,

    /// <summary>It must show one that is trusted.</summary>
    Required,
}
