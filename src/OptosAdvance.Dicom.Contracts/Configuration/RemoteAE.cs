namespace OptosAdvance.Dicom.Contracts;

/// <summary>One remote server. Key: <see cref="Name"/>.</summary>
public sealed record RemoteAE
{
    /// <summary>Default of <see cref="AutoForwardDelaySeconds"/>.</summary>
    public const int DefaultAutoForwardDelaySeconds = 60;

    /// <summary>Name by which cmdlets and documents refer to the entry; unique without regard to case.</summary>
    [Setting("Name of the entry; unique.", Example = "PACS1", Comparison = SettingComparison.IgnoreCase)]
    public string Name { get; init; } = "";

    /// <summary>AE title that the server is called by and calls with; required unless the only service is Rest.</summary>
    [Setting("AE title of the remote server.", Example = "PACS_ARCHIVE")]
    public AETitle? AETitle { get; init; }

    /// <summary>Host name or IP address.</summary>
    [Setting("Host name or IP address of the remote server.", Example = "pacs.clinic.example", Comparison = SettingComparison.HostName)]
    public string? HostName { get; init; }

    /// <summary>TCP port.</summary>
    [Setting("TCP port of the remote server.", Minimum = 1, Maximum = 65535, Example = "104")]
    public int? Port { get; init; }

    /// <summary>What the server is used for; none for a server that only calls us.</summary>
    [Setting("Services that the remote server plays.", Example = "Storage, QueryRetrieve")]
    public RemoteServices Services { get; init; }

    /// <summary>Whether associations with it use TLS.</summary>
    [Setting("Whether connections to the server use TLS.", Example = "$true")]
    public bool Tls { get; init; }

    /// <summary>Secure transport profile.</summary>
    [Setting("Secure transport profile: Bcp195 (TLS 1.2 and 1.3).", Example = "Bcp195")]
    public TlsProfile TlsProfile { get; init; } = TlsProfile.Bcp195;

    /// <summary>File on the host's machine with the certificate that we show to the server, PFX or PEM.</summary>
    [Setting("Path of the certificate that the host shows to the server, PFX or PEM.", Example = "/etc/optosadvance/client.pfx")]
    public string? TlsCertificatePath { get; init; }

    /// <summary>PEM file with the private key, when it is not in the certificate's file.</summary>
    [Setting("Path of the certificate's private key (PEM) when it is not in the certificate's file.", Example = "/etc/optosadvance/client.key")]
    public string? TlsCertificateKeyPath { get; init; }

    /// <summary>Password of the PFX file or of the key.</summary>
    [Setting("Password of the certificate's file or key.", IsSecret = true)]
    public Secret? TlsCertificatePassword { get; init; }

    /// <summary>PEM file with the certificates that the server's certificate is checked against; null for the machine's.</summary>
    [Setting("Path of a PEM file with the authorities that the server's certificate must come from; empty for the machine's.", Example = "/etc/optosadvance/clinic-ca.pem")]
    public string? TlsTrustedCertificatesPath { get; init; }

    /// <summary>Whether the server's certificate must name <see cref="HostName"/>.</summary>
    [Setting("Whether the server's certificate must name the host that is called; without that any certificate of a trusted authority will do.", Example = "$true")]
    public bool TlsCheckHostName { get; init; } = true;

    /// <summary>How studies are retrieved from it.</summary>
    [Setting("How studies are retrieved: Move or Get.", Example = "Get")]
    public RetrieveMethod RetrieveMethod { get; init; } = RetrieveMethod.Move;

    /// <summary>Seconds to wait for a connection.</summary>
    [Setting("Time limit for establishing a connection.", Minimum = 1, Maximum = 600, Unit = "seconds", Example = "10")]
    public int ConnectTimeoutSeconds { get; init; } = 10;

    /// <summary>Base address of a DICOMweb server; only with the service Rest.</summary>
    [Setting("Base URI of a DICOMweb server.", Example = "https://pacs.clinic.example/dicom-web", Comparison = SettingComparison.Uri)]
    public string? BaseUri { get; init; }

    /// <summary>QIDO-RS prefix below the base address.</summary>
    [Setting("Path prefix of QIDO-RS below BaseUri.", Example = "qido")]
    public string? QidoPrefix { get; init; }

    /// <summary>WADO-RS prefix below the base address.</summary>
    [Setting("Path prefix of WADO-RS below BaseUri.", Example = "wado")]
    public string? WadoPrefix { get; init; }

    /// <summary>STOW-RS prefix below the base address.</summary>
    [Setting("Path prefix of STOW-RS below BaseUri.", Example = "stow")]
    public string? StowPrefix { get; init; }

    /// <summary>Send each study to this server once it has been quiet for a while; only with the service Storage.</summary>
    [Setting("Whether each received study is sent on to this server.", Example = "$true")]
    public bool AutoForward { get; init; }

    /// <summary>Seconds that a study has to be quiet before it is sent on; only with the service Storage.</summary>
    [Setting("Time for which nothing of a study has arrived before it is sent on.", Minimum = 1, Maximum = 86400, Unit = "seconds", Example = "60")]
    public int AutoForwardDelaySeconds { get; init; } = DefaultAutoForwardDelaySeconds;

    /// <summary>Name of the StorageCommitment entry that is asked after a send; only with the service Storage.</summary>
    [Setting("Name of the remote AE that is asked for storage commitment after a send.", Example = "PACS1", Comparison = SettingComparison.IgnoreCase)]
    public string? CommitWith { get; init; }

    /// <summary>How long an answer to a storage commitment request is waited for before it is asked again; only with the service StorageCommitment.</summary>
    [Setting("Time to wait for the answer to a storage commitment request before it is asked again; doubles with each request.", Minimum = 1, Maximum = 10080, Unit = "minutes", Example = "60")]
    public int CommitmentTimeoutMinutes { get; init; } = 60;

    /// <summary>How long the association is kept open after a storage commitment request, for a server that answers on it; only with the service StorageCommitment.</summary>
    [Setting("Time for which the association is kept open after a storage commitment request, for a server that answers on it.", Minimum = 0, Maximum = 600, Unit = "seconds", Example = "5")]
    public int CommitmentWaitSeconds { get; init; } = 5;

    /// <summary>Free text.</summary>
    [Setting("Free text for people.", Example = "Main archive, basement")]
    public string? Description { get; init; }
}
