using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>A certification authority of one test, with a certificate for a server and one for a client, as PEM and PFX files.</summary>
internal sealed class TestCertificates
{
    public TestCertificates(string folder)
    {
        using var authorityKey = RSA.Create(2048);
        var request = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        var from = DateTimeOffset.UtcNow.AddHours(-1);
        using var authority = request.CreateSelfSigned(from, from.AddDays(2));
        Directory.CreateDirectory(folder);
        AuthorityPem = Path.Combine(folder, "authority.pem");
        File.WriteAllText(AuthorityPem, authority.ExportCertificatePem());
        Server = new Identity(folder, "server", authority, "1.3.6.1.5.5.7.3.1");
        Client = new Identity(folder, "client", authority, "1.3.6.1.5.5.7.3.2");
        using var strangerKey = RSA.Create(2048);
        var strangerRequest = new CertificateRequest("CN=Other authority", strangerKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        strangerRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var stranger = strangerRequest.CreateSelfSigned(from, from.AddDays(2));
        Stranger = new Identity(folder, "stranger", stranger, "1.3.6.1.5.5.7.3.2");
    }

    /// <summary>The authority that both sides trust.</summary>
    public string AuthorityPem { get; }

    public Identity Server { get; }

    public Identity Client { get; }

    /// <summary>A client whose authority nobody trusts.</summary>
    public Identity Stranger { get; }

    /// <summary>One end's private key and certificate.</summary>
    internal sealed class Identity
    {
        public Identity(string folder, string name, X509Certificate2 authority, string usage)
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=localhost, OU=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
            using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(12));
            CertificatePem = Path.Combine(folder, name + ".crt");
            KeyPem = Path.Combine(folder, name + ".key");
            Pfx = Path.Combine(folder, name + ".pfx");
            File.WriteAllText(CertificatePem, certificate.ExportCertificatePem());
            File.WriteAllText(KeyPem, key.ExportPkcs8PrivateKeyPem());
            using var both = certificate.CopyWithPrivateKey(key);
            File.WriteAllBytes(Pfx, both.Export(X509ContentType.Pfx));
        }

        public string CertificatePem { get; }

        public string KeyPem { get; }

        public string Pfx { get; }

        /// <summary>Certificate with its private key.</summary>
        public X509Certificate2 Load() => X509CertificateLoader.LoadPkcs12FromFile(Pfx, null);
    }
}
