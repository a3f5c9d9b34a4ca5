using System.Diagnostics;
using System.Net.Sockets;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Query, retrieve and testing over TLS, and what is not TLS where it should be.</summary>
public sealed class SecureQueryTests
{
    [Fact]
    public async Task Queries_an_archive_that_demands_our_certificate()
    {
        using var folder = new TemporaryFolder();
        Dcmtk.Require();
        var certificates = new TestCertificates(folder.Folder("tls"));
        await using var host = await HostProcess.StartAsync(folder);
        await using var orthanc = await Orthanc.StartAsync(folder, certificates, ("optos", HostProcess.AETitle, host.Port));
        var port = orthanc.DicomPort;
        var photos = PeerInstance.Some(2, "P1001", "Smith^Anna");
        foreach (var file in await PeerInstance.WriteAsync(folder.Folder("fill"), photos)) await orthanc.UploadAsync(file);
        await AddAsync(host, Orthanc.AETitle, port, a => a.With(e => e.TlsCertificatePath, certificates.Client.Pfx).With(e => e.TlsTrustedCertificatesPath, certificates.AuthorityPem));

        Assert.Single(await host.FindStudiesAsync("SECURE", new StudyQuery()));
        var result = await host.RetrieveAsync(new RetrieveRequest { AE = "SECURE", StudyInstanceUid = photos[0].Study, Method = RetrieveMethod.Get });
        Assert.True(result.Success, result.Message);
        Assert.Equal(2, (await host.InstancesAsync(photos[0].Study)).Count);
        var test = await host.Control.TestRemoteAEAsync(new RemoteAETestRequest { Name = "SECURE" }, CancellationToken.None);
        Assert.True(test.Success, test.Message);
        Assert.StartsWith("Tls1", test.Tls, StringComparison.Ordinal);
        Assert.Contains("expires on", Assert.Single(test.Warnings, text => text.Contains("certificate of SECURE", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains((await host.Control.GetHostStatusAsync(CancellationToken.None)).Warnings, text => text.Contains("certificate for SECURE", StringComparison.Ordinal));

        // Without our certificate, and with an authority that has not signed the server's, the step that fails is TLS.
        await AddAsync(host, Orthanc.AETitle, port, a => a.With(e => e.TlsCertificatePath, null).With(e => e.TlsTrustedCertificatesPath, certificates.AuthorityPem));
        var missing = await host.Control.TestRemoteAEAsync(new RemoteAETestRequest { Name = "SECURE" }, CancellationToken.None);
        Assert.False(missing.Success);
        await AddAsync(host, Orthanc.AETitle, port, a => a.With(e => e.TlsCertificatePath, certificates.Client.Pfx).With(e => e.TlsTrustedCertificatesPath, certificates.Client.CertificatePem));
        var stranger = await host.Control.TestRemoteAEAsync(new RemoteAETestRequest { Name = "SECURE" }, CancellationToken.None);
        Assert.Equal((false, RemoteAETestStep.Tls), (stranger.Success, stranger.Step));
        await Assert.ThrowsAsync<ControlException>(() => host.FindStudiesAsync("SECURE", new StudyQuery()));
    }

    [Fact]
    public async Task The_certificate_has_to_name_the_host_unless_that_is_switched_off()
    {
        using var folder = new TemporaryFolder();
        Dcmtk.Require();
        var certificates = new TestCertificates(folder.Folder("tls"));
        await using var host = await HostProcess.StartAsync(folder);
        var (server, port) = await Dcmtk.StartStoreScpAsync(folder.Folder("received"), "+tls", certificates.Server.KeyPem, certificates.Server.CertificatePem, "+cf", certificates.AuthorityPem);
        await using (server)
        {
            // An address of this machine that the certificate does not have.
            await AddAsync(host, "STORESCP", port, a => a.With(e => e.HostName, "127.0.0.3").With(e => e.TlsCertificatePath, certificates.Client.Pfx).With(e => e.TlsTrustedCertificatesPath, certificates.AuthorityPem));
            var other = await host.Control.TestRemoteAEAsync(new RemoteAETestRequest { Name = "SECURE" }, CancellationToken.None);
            Assert.Equal((false, RemoteAETestStep.Tls), (other.Success, other.Step));

            await AddAsync(host, "STORESCP", port, a => a.With(e => e.HostName, "127.0.0.3").With(e => e.TlsCheckHostName, false));
            var any = await host.Control.TestRemoteAEAsync(new RemoteAETestRequest { Name = "SECURE" }, CancellationToken.None);
            Assert.True(any.Success, any.Message);
        }
    }

    [Fact]
    public async Task Who_speaks_plainly_to_a_TLS_port_or_TLS_to_a_plain_one_is_answered_within_seconds()
    {
        using var folder = new TemporaryFolder();
        Dcmtk.Require();
        var certificates = new TestCertificates(folder.Folder("tls"));
        await using var host = await HostProcess.StartAsync(folder);
        var clock = Stopwatch.StartNew();
        Assert.NotEqual(0, (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", "+tla", "+cf", certificates.AuthorityPem)).ExitCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"A TLS client at a plain port was kept for {clock.Elapsed}.");

        await host.ChangeAsync(new ConfigurationChange
        {
            LocalAE = new Partial<LocalAESettings>().With(s => s.Tls, true).With(s => s.TlsCertificatePath, certificates.Server.Pfx),
        });
        Assert.Contains((await host.Control.GetHostStatusAsync(CancellationToken.None)).Warnings, text => text.Contains("listener's certificate", StringComparison.Ordinal));
        clock.Restart();
        Assert.NotEqual(0, (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1")).ExitCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"A plain client at a TLS port was kept for {clock.Elapsed}.");

        // And the host itself, as a client: the step that fails is told, and it does not hang either.
        await host.AddAsync("PLAIN", HostProcess.AETitle, host.Port, RemoteServices.Storage);
        clock.Restart();
        var plain = await host.Control.TestRemoteAEAsync(new RemoteAETestRequest { Name = "PLAIN", TimeoutSeconds = 20 }, CancellationToken.None);
        Assert.Equal((false, RemoteAETestStep.Association), (plain.Success, plain.Step));
        Assert.Contains("-Tls", plain.RecommendedAction, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed}.");
        using var silent = new TcpClient();
        await silent.ConnectAsync("127.0.0.1", host.Port);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.Equal(0, await EndAsync());

        // Closed or reset, it is over.
        async Task<int> EndAsync()
        {
            try
            {
                return await silent.GetStream().ReadAsync(new byte[1], limit.Token);
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    private static Task<ConfigurationChangeResult> AddAsync(HostProcess host, string title, int port, Func<Partial<RemoteAE>, Partial<RemoteAE>> more) => host.ChangeAsync(new ConfigurationChange
    {
        RemoteAEs =
        [
            new RemoteAEChange
            {
                Name = "SECURE",
                Kind = RemoteAEChangeKind.Ensure,
                Properties = more(new Partial<RemoteAE>()
                    .With(e => e.AETitle, AETitle.Parse(title)).With(e => e.HostName, "127.0.0.1").With(e => e.Port, port)
                    .With(e => e.Services, title == Orthanc.AETitle ? RemoteServices.QueryRetrieve : RemoteServices.Storage).With(e => e.Tls, true)),
            },
        ],
    });
}
