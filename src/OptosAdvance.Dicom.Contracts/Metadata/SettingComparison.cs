namespace OptosAdvance.Dicom.Contracts;

/// <summary>When two texts of a setting mean the same.</summary>
public enum SettingComparison
{
    /// <summary>When they are the same, blanks around them aside; none and blank are the same.</summary>
    Exact,

    /// <summary>Without regard to case.</summary>
    IgnoreCase,

    /// <summary>As host names and IP addresses: without regard to case, a final dot, or how an address is written.</summary>
    HostName,

    /// <summary>As URIs: without regard to the case of scheme and host, the default port, or a final slash.</summary>
    Uri,
}
