using System.Net;
using System.Net.Sockets;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The host finds out whether a remote server answers, and if not, which layer refused.</summary>
public sealed class TestingRemoteAETests
{
    [Fact]
    public async Task Reaches_a_server_that_answers()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var (server, port) = await Dcmtk.StartQrScpAsync(folder);
        await using (server)
        {
            var result = await TestAsync(host, "QRSCP", port);
            Assert.True(result.Success, result.Message);
            Assert.Equal(RemoteAETestStep.Echo, result.Step);
            Assert.True(result.RoundTripMilliseconds > 0);
            Assert.StartsWith("OFFIS_DCMTK", result.ImplementationVersionName, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reaches_a_server_over_TLS()
    {
        using var folder = new TemporaryFolder();
        Dcmtk.Require();
        var certificates = new TestCertificates(folder.Folder("tls"));
        await using var host = await HostProcess.StartAsync(folder);
        var (server, port) = await Dcmtk.StartStoreScpAsync(
            folder.Folder("received"), "+tls", certificates.Server.KeyPem, certificates.Server.CertificatePem, "+cf", certificates.AuthorityPem);
        await using (server)
        {
            await host.ChangeAsync(new ConfigurationChange
            {
                RemoteAEs =
                [
                    new RemoteAEChange
                    {
                        Name = "SECURE",
                        Kind = RemoteAEChangeKind.Create,
                        Properties = new Partial<RemoteAE>()
                            .With(a => a.AETitle, AETitle.Parse("STORESCP"))
                            .With(a => a.HostName, "localhost")
                            .With(a => a.Port, port)
                            .With(a => a.Services, RemoteServices.Storage)
                            .With(a => a.Tls, true)
                            .With(a => a.TlsCertificatePath, certificates.Client.CertificatePem)
                            .With(a => a.TlsCertificateKeyPath, certificates.Client.KeyPem)
                            .With(a => a.TlsTrustedCertificatesPath, certificates.AuthorityPem),
                    },
                ],
            });

            var result = await host.Control.TestRemoteAEAsync(new RemoteAETestRequest { Name = "SECURE" }, CancellationToken.None);

            Assert.True(result.Success, result.Message);
        }
    }

    [Fact]
    public async Task Names_the_layer_that_refused()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var (refusing, port) = await Dcmtk.StartStoreScpAsync(folder.Folder("received"), "--refuse");
        await using (refusing)
        {
            var refused = await TestAsync(host, "STORESCP", port);
            Assert.False(refused.Success);
            Assert.Equal(RemoteAETestStep.Association, refused.Step);
            Assert.NotNull(refused.RecommendedAction);
        }

        var closed = await TestAsync(host, "NOBODY", FreePort.Next());
        Assert.False(closed.Success);
        Assert.Equal(RemoteAETestStep.Tcp, closed.Step);
        Assert.NotNull(closed.RecommendedAction);

        var nameless = await host.Control.TestRemoteAEAsync(
            new RemoteAETestRequest { AETitle = AETitle.Parse("NOBODY"), HostName = "no-such-host.invalid", Port = 104, TimeoutSeconds = 20 }, CancellationToken.None);
        Assert.Equal(RemoteAETestStep.NameResolution, nameless.Step);
    }

    [Fact]
    public async Task Gives_up_on_a_server_that_accepts_and_says_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        using var silent = new TcpListener(IPAddress.Loopback, FreePort.Next());
        silent.Start();

        var result = await host.Control.TestRemoteAEAsync(
            new RemoteAETestRequest { AETitle = AETitle.Parse("SILENT"), HostName = "127.0.0.1", Port = ((IPEndPoint)silent.LocalEndpoint).Port, TimeoutSeconds = 2 },
            CancellationToken.None);

        Assert.False(result.Success);
        Assert.Equal(RemoteAETestStep.Association, result.Step);
    }

    private static Task<RemoteAETestResult> TestAsync(HostProcess host, string title, int port) => host.Control.TestRemoteAEAsync(
        new RemoteAETestRequest { AETitle = AETitle.Parse(title), HostName = "127.0.0.1", Port = port, TimeoutSeconds = 20 }, CancellationToken.None);
}
