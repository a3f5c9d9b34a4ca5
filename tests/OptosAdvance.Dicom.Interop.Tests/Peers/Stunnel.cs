using System.Globalization;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>TLS in front of a server that has none: stunnel, which demands a certificate that the test's authority has signed.</summary>
internal static class Stunnel
{
    /// <summary>Listens at every address of this machine.</summary>
    /// <param name="folder">For its configuration.</param>
    /// <param name="certificates">The server's certificate, and the authority of clients.</param>
    /// <param name="port">Where the server listens.</param>
    public static async Task<(PeerProcess Process, int Port)> StartAsync(TemporaryFolder folder, TestCertificates certificates, int port)
    {
        var program = Tool.Require("stunnel", "stunnel4");
        var secure = FreePort.Next();
        var configuration = folder[$"stunnel-{secure.ToString(CultureInfo.InvariantCulture)}.conf"];
        await File.WriteAllTextAsync(
            configuration,
            $"""
             foreground = yes
             pid =
             debug = info
             socket = l:TCP_NODELAY=1
             socket = r:TCP_NODELAY=1
             [dicom]
             accept = 0.0.0.0:{secure}
             connect = 127.0.0.1:{port}
             cert = {certificates.Server.CertificatePem}
             key = {certificates.Server.KeyPem}
             CAfile = {certificates.AuthorityPem}
             verifyChain = yes
             requireCert = yes

             """);
        var process = PeerProcess.Start(program, [configuration]);
        await process.WaitForPortAsync(secure);
        return (process, secure);
    }
}
