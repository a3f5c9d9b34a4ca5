using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>TLS against another implementation, in both directions.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task Storescu_stores_over_TLS_with_a_certificate_that_is_trusted()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        var certificates = new TestCertificates(folder.Folder("tls"));
        await using var host = await StartHostAsync(folder, certificates);
        var instance = TestInstance.Study(1, 400_000)[0];

        (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", Tls(certificates, certificates.Client))).AssertSucceeded();
        (await Dcmtk.StoreScuAsync(
            host.Port, HostProcess.AETitle, "CAMERA1", [.. Tls(certificates, certificates.Client), instance.Write(folder.Folder("send"))])).AssertSucceeded();

        await StoringTests.AssertHoldsAsync(host, folder, [instance]);
    }

    [Fact]
    public async Task A_client_without_a_trusted_certificate_or_without_TLS_is_turned_away()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        var certificates = new TestCertificates(folder.Folder("tls"));
        await using var host = await StartHostAsync(folder, certificates);

        Assert.NotEqual(0, (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", Tls(certificates, certificates.Stranger))).ExitCode);
        Assert.NotEqual(0, (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", "+tla", "+cf", certificates.AuthorityPem)).ExitCode);
        Assert.NotEqual(0, (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1")).ExitCode);
        (await Dcmtk.EchoScuAsync(host.Port, HostProcess.AETitle, "CAMERA1", Tls(certificates, certificates.Client))).AssertSucceeded();
    }

    [Fact]
    public async Task Stores_to_storescp_over_TLS_with_a_client_certificate()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        var certificates = new TestCertificates(folder.Folder("tls"));
        var instance = TestInstance.Study(1, 400_000)[0];
        var (server, port) = await Dcmtk.StartStoreScpAsync(folder.Folder("received"), Tls(certificates, certificates.Server));
        await using (server)
        {
            using var client = certificates.Client.Load();
            var options = OwnScu.Options(port, "STORESCP", "OPTOSADVANCE") with
            {
                Tls = new TlsClientOptions { Certificate = client, TrustedAuthorities = TlsCertificates.LoadAuthorities(certificates.AuthorityPem) },
            };
            await using var association = await DicomAssociation.ConnectAsync(options);
            Assert.NotNull(association.Tls);
            Assert.True((await OwnScu.StoreAsync(association, instance)).Status.IsSuccess);
            await association.ReleaseAsync();
        }

        Part10.AssertSame(instance.DataSet(), Part10.DataSet(Assert.Single(Directory.GetFiles(folder.Folder("received")))), "the instance");
    }

    [Fact]
    public async Task Does_not_talk_to_a_server_whose_certificate_nobody_vouches_for()
    {
        Dcmtk.Require();
        using var folder = new TemporaryFolder();
        var certificates = new TestCertificates(folder.Folder("tls"));
        var (server, port) = await Dcmtk.StartStoreScpAsync(folder.Folder("received"), Tls(certificates, certificates.Server));
        await using (server)
        {
            var options = OwnScu.Options(port, "STORESCP", "OPTOSADVANCE") with { Tls = new TlsClientOptions() };
            var refused = await Assert.ThrowsAsync<DicomNetworkException>(() => DicomAssociation.ConnectAsync(options));
            Assert.Equal(NetworkStep.Tls, refused.Step);
        }
    }

    private static string[] Tls(TestCertificates certificates, TestCertificates.Identity identity) =>
        ["+tls", identity.KeyPem, identity.CertificatePem, "+cf", certificates.AuthorityPem];

    private static async Task<HostProcess> StartHostAsync(TemporaryFolder folder, TestCertificates certificates)
    {
        var host = await HostProcess.StartAsync(folder);
        await host.ChangeAsync(new ConfigurationChange
        {
            LocalAE = new Partial<LocalAESettings>()
                .With(s => s.Tls, true)
                .With(s => s.TlsCertificatePath, certificates.Server.Pfx)
                .With(s => s.TlsTrustedCertificatesPath, certificates.AuthorityPem)
                .With(s => s.TlsClientCertificate, TlsClientCertificate.Require),
        });
        return host;
    }
}
