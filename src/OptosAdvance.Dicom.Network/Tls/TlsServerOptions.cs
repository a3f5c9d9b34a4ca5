using System.Security.Cryptography.X509Certificates;

namespace OptosAdvance.Dicom.Network;

/// <summary>TLS of a listener: BCP 195 profile (PS3.15 B.12), TLS 1.2 and 1.3.</summary>
public sealed record TlsServerOptions
{
    /// <summary>Our certificate with its private key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Intermediate certificates sent along.</summary>
    public X509Certificate2Collection? Intermediates { get; init; }

    /// <summary>Whether clients must show a certificate.</summary>
    public ClientCertificateRequirement ClientCertificate { get; init; }

    /// <summary>Certificates of the authorities (or single peers) trusted to sign client certificates; null trusts what the machine trusts.</summary>
    public X509Certificate2Collection? TrustedAuthorities { get; init; }
}
