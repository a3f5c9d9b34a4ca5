namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>A real mail server (aiosmtpd), which writes each message into a file.</summary>
internal static class Aiosmtpd
{
    private const string Script =
        """
        import asyncio, os, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult

        folder, port, user, password, certificate, key = sys.argv[1], int(sys.argv[2]), *sys.argv[3:7]

        class Keep:
            async def handle_DATA(self, server, session, envelope):
                name = os.path.join(folder, f"{len(os.listdir(folder)):04}.eml")
                with open(name + ".part", "wb") as file:
                    file.write(f"X-Rcpt: {','.join(envelope.rcpt_tos)}\r\nX-Tls: {session.ssl is not None}\r\nX-User: {session.authenticated}\r\n".encode())
                    file.write(envelope.original_content)
                os.rename(name + ".part", name)
                return "250 OK"

        def authenticate(server, session, envelope, mechanism, data):
            return AuthResult(success=data.login.decode() == user and data.password.decode() == password, handled=False)

        options = {}
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            options = dict(tls_context=context, require_starttls=True, authenticator=authenticate, auth_required=True)

        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(lambda: SMTP(Keep(), hostname="test", enable_SMTPUTF8=True, **options), "127.0.0.1", port)
            print("ready", flush=True)
            await server.serve_forever()

        asyncio.run(main())
        """;

    /// <summary>Starts a server; on a machine without aiosmtpd the running test is skipped.</summary>
    /// <param name="folder">Messages go into its folder <c>mail</c>.</param>
    /// <param name="port">Port.</param>
    /// <param name="account">User name and password that it wants, after STARTTLS; null for an open server without TLS.</param>
    /// <param name="identity">Its certificate, with an account.</param>
    public static async Task<PeerProcess> StartAsync(TemporaryFolder folder, int port, (string User, string Password)? account = null, TestCertificates.Identity? identity = null)
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python) || (await PeerProcess.RunAsync(Python, ["-c", "import aiosmtpd"])).ExitCode != 0)
            Assert.Skip("aiosmtpd is not installed: install the package python3-aiosmtpd.");
        var script = folder["mailserver.py"];
        await File.WriteAllTextAsync(script, Script);
        var process = PeerProcess.Start(
            Python,
            [
                script, folder.Folder("mail"), port.ToString(System.Globalization.CultureInfo.InvariantCulture), account?.User ?? "", account?.Password ?? "",
                identity?.CertificatePem ?? "", identity?.KeyPem ?? "",
            ]);
        await process.WaitForOutputAsync("ready");
        return process;
    }

    /// <summary>Messages that it has taken.</summary>
    public static string[] Messages(TemporaryFolder folder) =>
        [.. Directory.GetFiles(folder.Folder("mail"), "*.eml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
}
