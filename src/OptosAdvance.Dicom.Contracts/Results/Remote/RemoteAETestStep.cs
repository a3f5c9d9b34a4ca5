namespace OptosAdvance.Dicom.Contracts;

/// <summary>Steps of a connection test, in order.</summary>
public enum RemoteAETestStep
{
    /// <summary>Resolving the host name.</summary>
    NameResolution,

    /// <summary>Opening a TCP connection.</summary>
    Tcp,

    /// <summary>The TLS handshake.</summary>
    Tls,

    /// <summary>Negotiating the association.</summary>
    Association,

    /// <summary>C-ECHO, or the HTTP probe.</summary>
    Echo,

    /// <summary>Offering the services that the entry says.</summary>
    Services,
}
