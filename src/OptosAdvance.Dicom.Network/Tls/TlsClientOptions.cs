using System.Security.Cryptography.X509Certificates;

namespace OptosAdvance.Dicom.Network;

/// <summary>TLS towards a peer: BCP 195 profile (PS3.15 B.12), TLS 1.2 and 1.3.</summary>
public sealed record TlsClientOptions
{
    /// <summary>Our certificate with its private key, shown when the peer asks; null for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Intermediate certificates sent along.</summary>
    public X509Certificate2Collection? Intermediates { get; init; }

    /// <summary>Certificates of the authorities (or single peers) trusted for the peer; null trusts what the machine trusts.</summary>
    public X509Certificate2Collection? TrustedAuthorities { get; init; }

    /// <summary>Name expected in the peer's certificate; null expects the host name.</summary>
    public string? TargetHost { get; init; }

    /// <summary>Also demand that the name in the certificate is the expected one. Default true.</summary>
    public bool VerifyName { get; init; } = true;
}
