namespace OptosAdvance.Dicom.Contracts;

/// <summary>What the local AE asks of a caller's certificate.</summary>
public enum TlsClientCertificate
{
    /// <summary>None is asked for.</summary>
    None,

    /// <summary>One is asked for, and checked when it is given.</summary>
    Request,

    /// <summary>One that is trusted must be given.</summary>
    Require,
}
