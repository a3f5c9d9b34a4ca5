using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OptosAdvance.Dicom.Network;

/// <summary>Loads certificates from PFX and PEM files.</summary>
public static class TlsCertificates
{
    /// <summary>Loads a certificate with its private key.</summary>
    /// <param name="path">A PFX (PKCS #12) file, or a PEM file with the certificate and, unless <paramref name="keyPath"/> is given, the key.</param>
    /// <param name="password">Password of the PFX or of the PEM key; null when there is none.</param>
    /// <param name="keyPath">PEM file of the private key; null when it is in the first file.</param>
    /// <exception cref="CryptographicException">The file is no certificate, the password is wrong, or the key is missing; the message names the file.</exception>
    public static X509Certificate2 Load(string path, string? password = null, string? keyPath = null)
    {
        var content = File.ReadAllBytes(path);
        try
        {
            var certificate = LooksLikePem(content)
                ? LoadPem(content, path, password, keyPath)
                : X509CertificateLoader.LoadPkcs12(content, password, X509KeyStorageFlags.Exportable);
            if (!certificate.HasPrivateKey)
                throw new CryptographicException("it holds no private key");
            return certificate;
        }
        catch (CryptographicException e)
        {
            throw new CryptographicException($"The certificate file {path} cannot be used: {e.Message.TrimEnd('.')}. Give a PFX, or a PEM with its private key, and the right password.", e);
        }
    }

    /// <summary>The further certificates of a PFX or PEM file, which are sent along so that the peer can follow the chain to an authority that it trusts.</summary>
    /// <param name="path">The file that <see cref="Load"/> takes the certificate from.</param>
    /// <param name="password">Password of the PFX; null when there is none.</param>
    /// <exception cref="CryptographicException">The file is no certificate, or the password is wrong.</exception>
    public static X509Certificate2Collection LoadIntermediates(string path, string? password = null)
    {
        var content = File.ReadAllBytes(path);
        var certificates = new X509Certificate2Collection();
        if (LooksLikePem(content))
        {
            certificates.ImportFromPem(Encoding.ASCII.GetString(content));
            if (certificates.Count > 0)
                certificates.RemoveAt(0);
            return certificates;
        }

        foreach (var certificate in X509CertificateLoader.LoadPkcs12Collection(content, password))
        {
            if (!certificate.HasPrivateKey)
                certificates.Add(certificate);
        }

        return certificates;
    }

    /// <summary>Loads the certificates of a PEM bundle, or the one of a DER file.</summary>
    /// <exception cref="CryptographicException">The file holds no certificate; the message names the file.</exception>
    public static X509Certificate2Collection LoadAuthorities(string path)
    {
        var content = File.ReadAllBytes(path);
        var authorities = new X509Certificate2Collection();
        try
        {
            if (LooksLikePem(content))
                authorities.ImportFromPem(Encoding.ASCII.GetString(content));
            else
                authorities.Add(X509CertificateLoader.LoadCertificate(content));
        }
        catch (CryptographicException e)
        {
            throw new CryptographicException($"The certificate file {path} cannot be used: {e.Message}", e);
        }

        return authorities.Count > 0
            ? authorities
            : throw new CryptographicException($"The file {path} holds no certificate.");
    }

    private static bool LooksLikePem(byte[] content) => content.AsSpan().IndexOf("-----BEGIN "u8) >= 0;

    private static X509Certificate2 LoadPem(byte[] content, string path, string? password, string? keyPath)
    {
        var certificate = Encoding.ASCII.GetString(content);
        var key = keyPath is null ? certificate : File.ReadAllText(keyPath);
        using var loaded = password is null ? X509Certificate2.CreateFromPem(certificate, key) : X509Certificate2.CreateFromEncryptedPem(certificate, key, password);

        // SChannel cannot use the ephemeral key that the PEM loader makes; going through PKCS #12 works everywhere.
        return X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
