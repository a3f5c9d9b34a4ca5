namespace OptosAdvance.Dicom.Contracts;

/// <summary>The syslog receiver that audit messages (PS3.15 A.5) go to. Nothing is sent while there is no <see cref="Server"/>.</summary>
public sealed record AuditSettings
{
    /// <summary>Whether audit messages are sent, once there is a server.</summary>
    [Setting("Whether audit messages are sent to the server.", Example = "$true")]
    public bool Enabled { get; init; } = true;

    /// <summary>Syslog receiver; null when no audit messages are to be sent.</summary>
    [Setting("Host name or address of the syslog receiver of audit messages.", Example = "audit.clinic.example", Comparison = SettingComparison.HostName)]
    public string? Server { get; init; }

    /// <summary>Port of the receiver; null for that of the transport.</summary>
    [Setting("Port of the syslog receiver; empty for the standard one: 514 for Udp, 6514 for Tls.", Minimum = 1, Maximum = 65535, Example = "6514")]
    public int? Port { get; init; }

    /// <summary>How messages travel.</summary>
    [Setting("How audit messages travel: Udp, Tls.", Example = "Tls")]
    public AuditTransport Transport { get; init; } = AuditTransport.Udp;

    /// <summary>File on the host's machine with the certificate that we show to the receiver, PFX or PEM.</summary>
    [Setting("Path of the certificate that the host shows to the receiver, PFX or PEM.", Example = "/etc/optosadvance/client.pfx")]
    public string? TlsCertificatePath { get; init; }

    /// <summary>PEM file with the private key, when it is not in the certificate's file.</summary>
    [Setting("Path of the certificate's private key (PEM) when it is not in the certificate's file.", Example = "/etc/optosadvance/client.key")]
    public string? TlsCertificateKeyPath { get; init; }

    /// <summary>Password of the PFX file or of the key.</summary>
    [Setting("Password of the certificate's file or key.", IsSecret = true)]
    public Secret? TlsCertificatePassword { get; init; }

    /// <summary>PEM file with the certificates that the receiver's certificate is checked against; null for the machine's.</summary>
    [Setting("Path of a PEM file with the authorities that the receiver's certificate must come from; empty for the machine's.", Example = "/etc/optosadvance/clinic-ca.pem")]
    public string? TlsTrustedCertificatesPath { get; init; }

    /// <summary>AuditSourceID of every message; null for the name of the host's machine.</summary>
    [Setting("Name of this appliance in audit messages; empty for the name of its machine.", Example = "optos-eye-clinic-1")]
    public string? SourceId { get; init; }

    /// <summary>AuditEnterpriseSiteID of every message; null leaves it out.</summary>
    [Setting("Site of this appliance in audit messages.", Example = "Eye clinic, building 3")]
    public string? EnterpriseSiteId { get; init; }
}
