namespace OptosAdvance.Dicom.Contracts;

/// <summary>How audit messages travel to the syslog receiver.</summary>
public enum AuditTransport
{
    /// <summary>One datagram a message (PS3.15 A.7, RFC 5426); nobody acknowledges it.</summary>
    Udp,

    /// <summary>Over a TLS connection (PS3.15 A.6, RFC 5425).</summary>
    Tls,
}
