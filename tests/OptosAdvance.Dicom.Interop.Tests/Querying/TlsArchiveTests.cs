using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Query, retrieve and worklist with DCMTK's servers behind a TLS port that demands our certificate.</summary>
public sealed class TlsArchiveTests
{
    [Fact]
    public async Task Queries_retrieves_and_tests_over_TLS_with_a_client_certificate()
    {
        using var folder = new TemporaryFolder();
        var certificates = new TestCertificates(folder.Folder("tls"));
        await using var host = await HostProcess.StartAsync(folder);
        await using var archive = await Archive.StartAsync("DCMTK", folder, host);
        var (tunnel, port) = await Stunnel.StartAsync(folder, certificates, archive.Port);
        await using (tunnel)
        {
            var photos = PeerInstance.Some(40, "P7001", "Smith^Anna");
            await archive.FillAsync(photos);
            await AddAsync(host, archive.Title, port, certificates);

            var study = Assert.Single(await host.FindStudiesAsync("SECURE", new StudyQuery { PatientName = "Smi*" }));
            Assert.Equal(photos[0].Study, study.StudyInstanceUid);
            for (var again = 0; again < 10; again++)
            {
                var result = await host.RetrieveAsync(new RetrieveRequest { AE = "SECURE", StudyInstanceUid = photos[0].Study, Method = RetrieveMethod.Get });
                Assert.True(result.Success, result.Message);
            }

            Assert.Equal(photos.Select(p => p.Instance).Order(), (await host.InstancesAsync(photos[0].Study)).Keys.Order());

            var test = await TestAsync(host);
            Assert.True(test.Success, test.Message);
            Assert.StartsWith("Tls1", test.Tls, StringComparison.Ordinal);
            Assert.Contains("TLSv1.", tunnel.Output, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_certificate_and_which_step_failed()
    {
        using var folder = new TemporaryFolder();
        var certificates = new TestCertificates(folder.Folder("tls"));
        await using var host = await HostProcess.StartAsync(folder);
        await using var archive = await Archive.StartAsync("DCMTK", folder, host);
        var (tunnel, port) = await Stunnel.StartAsync(folder, certificates, archive.Port);
        await using (tunnel)
        {
            // The server's certificate is of an authority that we do not trust.
            await AddAsync(host, archive.Title, port, certificates, a => a.With(e => e.TlsTrustedCertificatesPath, certificates.Stranger.CertificatePem));
            await AssertRefusedAsync(host, "is not trusted", "TlsTrustedCertificatesPath");

            // The server does not trust ours.
            await AddAsync(host, archive.Title, port, certificates, a => a.With(e => e.TlsCertificatePath, certificates.Stranger.Pfx));
            await AssertRefusedAsync(host, "certificate", "TlsCertificatePath");

            // We have none.
            await AddAsync(host, archive.Title, port, certificates, a => a.With(e => e.TlsCertificatePath, null));
            await AssertRefusedAsync(host, "certificate", "TlsCertificatePath");

            // The certificate does not name this address, which is all the same to who switches the check off.
            await AddAsync(host, archive.Title, port, certificates, a => a.With(e => e.HostName, "127.0.0.3"));
            await AssertRefusedAsync(host, "127.0.0.3", "names the host");
            await AddAsync(host, archive.Title, port, certificates, a => a.With(e => e.HostName, "127.0.0.3").With(e => e.TlsCheckHostName, false));
            Assert.Empty(await host.FindStudiesAsync("SECURE", new StudyQuery()));
            Assert.True((await TestAsync(host)).Success);

            // TLS where the server speaks plainly, and the other way round.
            await AddAsync(host, archive.Title, archive.Port, certificates);
            await AssertRefusedAsync(host, "TLS", "speaks TLS at this port");
            await AddAsync(host, archive.Title, port, certificates, a => a.With(e => e.Tls, false));
            var plain = await TestAsync(host);
            Assert.Equal((false, RemoteAETestStep.Association), (plain.Success, plain.Step));
            Assert.Contains("-Tls", plain.RecommendedAction, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reads_a_worklist_over_TLS()
    {
        using var folder = new TemporaryFolder();
        var certificates = new TestCertificates(folder.Folder("tls"));
        await using var host = await HostProcess.StartAsync(folder);
        await using var ris = await WorklistServer.StartAsync(folder, host);
        var (tunnel, port) = await Stunnel.StartAsync(folder, certificates, ris.Port);
        await using (tunnel)
        {
            await AddAsync(host, "RIS", port, certificates, a => a.With(e => e.Services, RemoteServices.ModalityWorklist));

            var items = await QueryPeer.ResultsAsync(host.Control.FindWorklistItemsAsync(
                new WorklistQuery { Remote = new RemoteQuery { AE = "SECURE" }, Modality = "OP" }, CancellationToken.None));

            Assert.Equal(["A1", "A3"], items.Select(item => item.AccessionNumber).Order());
        }
    }

    /// <summary>Query and test are refused in the step TLS, with the reason and what to do.</summary>
    private static async Task AssertRefusedAsync(HostProcess host, string reason, string action)
    {
        var test = await TestAsync(host);
        Assert.True(test is { Success: false, Step: RemoteAETestStep.Tls }, $"{test.Step}: {test.Message}");
        Assert.Contains(reason, test.Message, StringComparison.Ordinal);
        Assert.Contains(action, test.RecommendedAction, StringComparison.Ordinal);
        var query = await Assert.ThrowsAsync<ControlException>(() => host.FindStudiesAsync("SECURE", new StudyQuery()));
        Assert.Equal(ErrorIds.RemoteAEFailed, query.Error.Id);
        Assert.Contains(reason, query.Message, StringComparison.Ordinal);
    }

    private static Task<RemoteAETestResult> TestAsync(HostProcess host) =>
        host.Control.TestRemoteAEAsync(new RemoteAETestRequest { Name = "SECURE", TimeoutSeconds = 20 }, CancellationToken.None);

    private static Task<ConfigurationChangeResult> AddAsync(
        HostProcess host, string title, int port, TestCertificates certificates, Func<Partial<RemoteAE>, Partial<RemoteAE>>? change = null)
    {
        var properties = new Partial<RemoteAE>()
            .With(e => e.AETitle, AETitle.Parse(title)).With(e => e.HostName, "127.0.0.1").With(e => e.Port, port)
            .With(e => e.Services, RemoteServices.QueryRetrieve)
            .With(e => e.Tls, true).With(e => e.TlsCheckHostName, true)
            .With(e => e.TlsCertificatePath, certificates.Client.Pfx).With(e => e.TlsTrustedCertificatesPath, certificates.AuthorityPem);
        return host.ChangeAsync(new ConfigurationChange
        {
            RemoteAEs = [new RemoteAEChange { Name = "SECURE", Kind = RemoteAEChangeKind.Ensure, Properties = change?.Invoke(properties) ?? properties }],
        });
    }
}
