using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>A connection test says of each service of the entry whether the peer offers it.</summary>
public sealed class ServiceTestTests
{
    [Fact]
    public async Task An_archive_offers_what_its_entry_says_and_no_worklist()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        var (server, port) = await Dcmtk.StartQrScpAsync(folder);
        await using (server)
        {
            await host.AddAsync("PACS", "QRSCP", port, RemoteServices.Storage | RemoteServices.QueryRetrieve);
            var good = await TestAsync(host, "PACS");
            Assert.True(good.Success, good.Message);
            Assert.Equal(RemoteAETestStep.Services, good.Step);
            Assert.Equal([RemoteServices.Storage, RemoteServices.QueryRetrieve], good.Services.Select(service => service.Service));
            var query = good.Services[1];
            Assert.Contains("C-MOVE (study and patient root)", query.Message, StringComparison.Ordinal);
            Assert.Contains(DicomUid.StudyRootQueryRetrieveInformationModelFind.Name, query.Accepted);
            Assert.Contains(DicomUid.OphthalmicPhotography8BitImageStorage.Name, good.Services[0].Accepted);

            await host.AddAsync("PACS", "QRSCP", port, RemoteServices.QueryRetrieve | RemoteServices.ModalityWorklist);
            var lacking = await TestAsync(host, "PACS");
            Assert.False(lacking.Success);
            Assert.Equal(RemoteAETestStep.Services, lacking.Step);
            Assert.Contains("ModalityWorklist", lacking.Message, StringComparison.Ordinal);
            Assert.NotNull(lacking.RecommendedAction);
            Assert.True(lacking.Services.Single(service => service.Service == RemoteServices.QueryRetrieve).Success);
            Assert.NotEmpty(lacking.Services.Single(service => service.Service == RemoteServices.ModalityWorklist).Refused);

            var one = await TestAsync(host, "PACS", RemoteServices.QueryRetrieve);
            Assert.True(one.Success, one.Message);
            Assert.Equal(RemoteServices.QueryRetrieve, Assert.Single(one.Services).Service);
        }
    }

    [Fact]
    public async Task Orthanc_offers_storage_commitment_query_and_retrieve()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var orthanc = await Orthanc.StartAsync(folder, ("optos", HostProcess.AETitle, host.Port));
        await host.AddAsync("PACS", Orthanc.AETitle, orthanc.DicomPort, RemoteServices.Storage | RemoteServices.QueryRetrieve | RemoteServices.StorageCommitment);

        var result = await TestAsync(host, "PACS");

        Assert.True(result.Success, result.Message);
        Assert.Equal(3, result.Services.Count);
        Assert.All(result.Services, service => Assert.True(service.Success, service.Message));
    }

    [Fact]
    public async Task Says_that_the_other_method_has_to_be_configured()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder);
        await using var peer = new OwnScp { Refuses = sopClass => sopClass.Name.EndsWith("MOVE", StringComparison.Ordinal) }.Start();
        await host.AddAsync("PACS", OwnScp.AETitle, peer.Port);

        var result = await TestAsync(host, "PACS");

        Assert.True(result.Success, result.Message);
        Assert.Contains("-RetrieveMethod Get", result.RecommendedAction, StringComparison.Ordinal);
    }

    private static Task<RemoteAETestResult> TestAsync(HostProcess host, string name, RemoteServices? services = null) =>
        host.Control.TestRemoteAEAsync(new RemoteAETestRequest { Name = name, Services = services, TimeoutSeconds = 20 }, CancellationToken.None);
}
