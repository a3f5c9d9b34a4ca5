using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;

namespace OptosAdvance.Dicom.Network.Tests;

public sealed class TlsTests
{
    private static readonly TestCertificates Ours = new("ours");
    private static readonly TestCertificates Strangers = new("strangers");

    [Fact]
    public async Task Talks_in_TLS()
    {
        var handler = new RecordingHandler(_ => new TestProvider
        {
            Store = async (_, dataSet, _, cancellationToken) =>
                new CStoreResponse((await TestProvider.ReadAllAsync(dataSet, cancellationToken)).AsSpan().SequenceEqual(Peers.RandomBytes(1_000_000)) ? DimseStatus.Success : DimseStatus.CannotUnderstand),
        });
        await using var listener = Peers.Listen(handler, tls: new TlsServerOptions { Certificate = Ours.Sign("server") });
        await using var association = await DicomAssociation.ConnectAsync(
            Peers.To(listener, Peers.Ct) with { Tls = new TlsClientOptions { TrustedAuthorities = Ours.Authorities } });

        var response = await association.CStoreAsync(Peers.NewStore(), null, new MemoryStream(Peers.RandomBytes(1_000_000)));
        await association.ReleaseAsync();

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Contains(association.Tls!.Protocol, new[] { SslProtocols.Tls12, SslProtocols.Tls13 });
        Assert.Equal("CN=server", association.Tls.PeerCertificate!.Subject);
        Assert.NotNull((await handler.FirstEnded).Request!.Tls);
    }

    [Theory]
    [InlineData(ClientCertificateRequirement.None, "none", true)]
    [InlineData(ClientCertificateRequirement.Optional, "none", true)]
    [InlineData(ClientCertificateRequirement.Optional, "ours", true)]
    [InlineData(ClientCertificateRequirement.Optional, "strangers", false)]
    [InlineData(ClientCertificateRequirement.Required, "none", false)]
    [InlineData(ClientCertificateRequirement.Required, "ours", true)]
    [InlineData(ClientCertificateRequirement.Required, "strangers", false)]
    public async Task Asks_for_client_certificates(ClientCertificateRequirement requirement, string shown, bool letIn)
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(
            handler, tls: new TlsServerOptions { Certificate = Ours.Sign("server"), ClientCertificate = requirement, TrustedAuthorities = Ours.Authorities });
        var options = Peers.To(listener) with
        {
            Tls = new TlsClientOptions
            {
                TrustedAuthorities = Ours.Authorities,
                Certificate = shown switch { "ours" => Ours.Sign("client"), "strangers" => Strangers.Sign("client"), _ => null },
            },
        };

        if (letIn)
        {
            await using var association = await DicomAssociation.ConnectAsync(options);
            await association.ReleaseAsync();
            Assert.Equal(shown == "ours" && requirement != ClientCertificateRequirement.None ? "CN=client" : null, handler.Requests.Single().Tls!.PeerCertificate?.Subject);
        }
        else
        {
            // In TLS 1.3 the refusal comes after the client's own handshake is over, and is told all the same.
            var error = await Assert.ThrowsAsync<DicomNetworkException>(() => DicomAssociation.ConnectAsync(options));
            Assert.Equal(NetworkStep.Tls, error.Step);
            Assert.Contains(shown == "none" ? "the peer demands a certificate of ours" : "the peer does not accept our certificate", error.Message, StringComparison.Ordinal);
            Assert.Equal(AssociationEnding.TlsFailed, (await handler.FirstEnded).Ending);
            Assert.Empty(handler.Requests);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_a_server_that_it_does_not_trust(bool wrongAuthority)
    {
        await using var listener = Peers.Listen(new RecordingHandler(_ => new TestProvider()), tls: new TlsServerOptions { Certificate = Ours.Sign("server") });
        var tls = wrongAuthority
            ? new TlsClientOptions { TrustedAuthorities = Strangers.Authorities }
            : new TlsClientOptions { TrustedAuthorities = Ours.Authorities, TargetHost = "another.example" };

        var error = await Assert.ThrowsAsync<DicomNetworkException>(() => DicomAssociation.ConnectAsync(Peers.To(listener) with { Tls = tls }));

        Assert.Equal(NetworkStep.Tls, error.Step);
        Assert.Contains(wrongAuthority ? "issued by" : "for another name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trusts_a_single_certificate_that_stands_in_the_bundle()
    {
        var server = Strangers.Sign("server");
        await using var listener = Peers.Listen(new RecordingHandler(_ => new TestProvider()), tls: new TlsServerOptions { Certificate = server });

        await using var association = await DicomAssociation.ConnectAsync(
            Peers.To(listener) with { Tls = new TlsClientOptions { TrustedAuthorities = [X509CertificateLoader.LoadCertificate(server.RawData)] } });

        await association.ReleaseAsync();
    }

    [Fact]
    public async Task Closes_a_plain_client_on_a_TLS_port_at_once()
    {
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler, tls: new TlsServerOptions { Certificate = Ours.Sign("server") });

        var error = await Assert.ThrowsAsync<DicomNetworkException>(() => DicomAssociation.ConnectAsync(Peers.To(listener)).WaitAsync(TimeSpan.FromSeconds(10)));

        Assert.Equal(NetworkStep.Association, error.Step);
        Assert.Equal(AssociationEnding.TlsFailed, (await handler.FirstEnded).Ending);
    }

    [Fact]
    public async Task Tells_a_TLS_client_that_the_port_is_plain()
    {
        await using var listener = Peers.Listen(new RecordingHandler(_ => new TestProvider()));

        var error = await Assert.ThrowsAsync<DicomNetworkException>(() => DicomAssociation.ConnectAsync(Peers.To(listener) with { Tls = new TlsClientOptions() }));

        Assert.Equal(NetworkStep.Tls, error.Step);
        Assert.Contains("whether that port speaks TLS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_wait_longer_than_ARTIM_for_a_handshake_and_serves_others_meanwhile()
    {
        var time = new FakeTimeProvider();
        var handler = new RecordingHandler(_ => new TestProvider());
        await using var listener = Peers.Listen(handler, tls: new TlsServerOptions { Certificate = Ours.Sign("server") }, time: time);
        using var silent = await RawPeer.ConnectAsync(listener);

        await using (var association = await DicomAssociation.ConnectAsync(Peers.To(listener) with { Tls = new TlsClientOptions { TrustedAuthorities = Ours.Authorities } }))
            await association.ReleaseAsync();
        await handler.FirstEnded;
        await time.PassUntilAsync(silent.IsClosedByPeerAsync(), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

        await listener.ShutdownAsync(TimeSpan.Zero);
        Assert.Contains(handler.Ended, s => s.Ending == AssociationEnding.TimedOut && s.Text.Contains("TLS handshake", StringComparison.Ordinal));
    }

    [Fact]
    public void Loads_certificates_from_PFX_and_PEM()
    {
        var folder = Directory.CreateTempSubdirectory("tls");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            using var certificate = Ours.Sign("loaded");
            using var key = certificate.GetECDsaPrivateKey()!;
            File.WriteAllBytes(At("a.pfx"), certificate.Export(X509ContentType.Pkcs12, "secret"));
            File.WriteAllText(At("a.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(At("certificate.pem"), certificate.ExportCertificatePem());
            File.WriteAllText(At("key.pem"), key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));
            File.WriteAllText(At("bundle.pem"), string.Concat(Ours.Authorities.Concat(Strangers.Authorities).Select(a => a.ExportCertificatePem() + "\n")));
            File.WriteAllText(At("nothing.pem"), "hello");

            Assert.All(
                [TlsCertificates.Load(At("a.pfx"), "secret"), TlsCertificates.Load(At("a.pem")), TlsCertificates.Load(At("certificate.pem"), "secret", At("key.pem"))],
                c => Assert.True(c.HasPrivateKey && c.Subject == "CN=loaded"));
            Assert.Equal(2, TlsCertificates.LoadAuthorities(At("bundle.pem")).Count);
            Assert.Contains("a.pfx", Assert.Throws<CryptographicException>(() => TlsCertificates.Load(At("a.pfx"), "wrong")).Message, StringComparison.Ordinal);
            Assert.Contains("certificate.pem", Assert.Throws<CryptographicException>(() => TlsCertificates.Load(At("certificate.pem"))).Message, StringComparison.Ordinal);
            Assert.Contains("nothing.pem", Assert.Throws<CryptographicException>(() => TlsCertificates.LoadAuthorities(At("nothing.pem"))).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
