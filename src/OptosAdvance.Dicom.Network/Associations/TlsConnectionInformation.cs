using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace OptosAdvance.Dicom.Network;

/// <summary>What TLS agreed on for a connection.</summary>
/// <param name="Protocol">TLS version.</param>
/// <param name="CipherSuite">Cipher suite.</param>
/// <param name="PeerCertificate">The peer's certificate when it sent one.</param>
public sealed record TlsConnectionInformation(SslProtocols Protocol, TlsCipherSuite CipherSuite, X509Certificate2? PeerCertificate);
