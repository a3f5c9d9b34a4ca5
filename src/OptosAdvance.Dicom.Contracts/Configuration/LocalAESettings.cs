namespace OptosAdvance.Dicom.Contracts;

/// <summary>The local AE: the Storage Service Class Provider and the endpoint that it listens at.</summary>
public sealed record LocalAESettings
{
    /// <summary>AE title that peers call.</summary>
    [Setting("AE title of the local storage service.", Example = "OPTOSADVANCE")]
    public AETitle AETitle { get; init; } = AETitle.Parse("OPTOSADVANCE");

    /// <summary>IP address that the server listens at; <c>*</c> for every address.</summary>
    [Setting("IP address of the TCP/IP endpoint that the server listens at; * for all.", Example = "127.0.0.1", Comparison = SettingComparison.HostName)]
    public string HostName { get; init; } = "127.0.0.1";

    /// <summary>TCP port.</summary>
    [Setting("TCP port that the server listens at.", Minimum = 1, Maximum = 65535, Example = "11112")]
    public int Port { get; init; } = 11112;

    /// <summary>Associations that the server serves at the same time.</summary>
    [Setting("Maximum number of associations that the server executes concurrently.", Minimum = 1, Maximum = 1000, Example = "20")]
    public int MaximumInboundAssociations { get; init; } = 20;

    /// <summary>Associations that the host opens to others at the same time.</summary>
    [Setting("Maximum number of associations that the host opens to remote servers concurrently.", Minimum = 1, Maximum = 1000, Example = "10")]
    public int MaximumOutboundAssociations { get; init; } = 10;

    /// <summary>Who may call.</summary>
    [Setting("Who may call: Any, Known (a configured remote AE title), KnownHost (and its address).", Example = "Known")]
    public CallerPolicy CallerPolicy { get; init; } = CallerPolicy.Known;

    /// <summary>Whether instances of SOP classes that the standard does not have are stored too.</summary>
    [Setting("Whether instances of private SOP classes are stored too.", Example = "$true")]
    public bool AcceptPrivateSopClasses { get; init; }

    /// <summary>Whether the listener speaks TLS.</summary>
    [Setting("Whether the listener speaks TLS; then every caller must.", Example = "$true")]
    public bool Tls { get; init; }

    /// <summary>Secure transport profile.</summary>
    [Setting("Secure transport profile: Bcp195 (TLS 1.2 and 1.3).", Example = "Bcp195")]
    public TlsProfile TlsProfile { get; init; } = TlsProfile.Bcp195;

    /// <summary>File on the host's machine with the server's certificate, PFX or PEM; required with <see cref="Tls"/>.</summary>
    [Setting("Path of the server's certificate on the host's machine, PFX or PEM.", Example = "/etc/optosadvance/server.pfx")]
    public string? TlsCertificatePath { get; init; }

    /// <summary>PEM file with the private key, when it is not in the certificate's file.</summary>
    [Setting("Path of the certificate's private key (PEM) when it is not in the certificate's file.", Example = "/etc/optosadvance/server.key")]
    public string? TlsCertificateKeyPath { get; init; }

    /// <summary>Password of the PFX file or of the key.</summary>
    [Setting("Password of the certificate's file or key.", IsSecret = true)]
    public Secret? TlsCertificatePassword { get; init; }

    /// <summary>PEM file with the certificates that callers' certificates are checked against; null for the machine's.</summary>
    [Setting("Path of a PEM file with the authorities that callers' certificates must come from; empty for the machine's.", Example = "/etc/optosadvance/clinic-ca.pem")]
    public string? TlsTrustedCertificatesPath { get; init; }

    /// <summary>What is asked of a caller's certificate.</summary>
    [Setting("Whether callers must show a certificate: None, Request, Require.", Example = "Require")]
    public TlsClientCertificate TlsClientCertificate { get; init; } = TlsClientCertificate.None;
}
