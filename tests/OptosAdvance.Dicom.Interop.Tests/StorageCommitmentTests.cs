using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Storage commitment with Orthanc, which reports on an association of its own, in both directions.</summary>
public sealed class StorageCommitmentTests
{
    private const string Archive = "PACS1";

    [Fact]
    public async Task Orthanc_commits_what_it_has_and_only_that_counts()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA");
        await using var orthanc = await Orthanc.StartAsync(folder, ("optos", HostProcess.AETitle, host.Port));
        await AddArchiveAsync(host, orthanc);
        var study = TestInstance.Study(5, 1000);
        await StoreAsync(host.Port, HostProcess.AETitle, study);
        await StoreAsync(orthanc.DicomPort, Orthanc.AETitle, study.Take(3));

        var job = await RequestAsync(host, study[0]);
        Assert.Equal((JobState.PartlyFailed, 3), (job.State, job.Done));
        var instances = await host.InstancesAsync(study[0].StudyInstanceUid);
        Assert.Equal(
            study.Select((instance, i) => (instance.SopInstanceUid, i < 3 ? Archive : "")),
            study.Select(instance => (instance.SopInstanceUid, instances[instance.SopInstanceUid].CommittedWith)));
        var transaction = await GetAsync(host, job);
        Assert.Equal(StorageCommitmentState.PartlyFailed, transaction.State);
        Assert.All(transaction.Results.Where(result => result.State == StorageCommitmentInstanceState.Failed), result => Assert.Equal(0x0112, result.FailureReason));

        await StoreAsync(orthanc.DicomPort, Orthanc.AETitle, study.Skip(3));
        Assert.Equal(JobState.Succeeded, (await RequestAsync(host, study[0])).State);
        Assert.True(Assert.Single(await host.FindAsync(study[0].StudyInstanceUid)).IsCommitted);
    }

    [Fact]
    public async Task A_request_survives_that_the_host_is_killed_while_it_waits_for_Orthanc()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA");
        var dicomPort = FreePort.Next();
        await AddArchiveAsync(host, dicomPort);
        var study = TestInstance.Study(2, 1000);
        await StoreAsync(host.Port, HostProcess.AETitle, study);
        var job = await host.Control.RequestStorageCommitmentAsync(Request(study[0]), CancellationToken.None);
        await host.KillAsync();
        await using var orthanc = await Orthanc.StartAtAsync(dicomPort, folder, certificates: null, ("optos", HostProcess.AETitle, host.Port));
        await StoreAsync(orthanc.DicomPort, Orthanc.AETitle, study);
        await host.RestartAsync();
        job = await UntilOverAsync(host, job);
        Assert.Equal((JobState.Succeeded, 2), (job.State, job.Done));
        Assert.True(Assert.Single(await host.FindAsync(study[0].StudyInstanceUid)).IsCommitted);
    }

    [Fact]
    public async Task Orthanc_is_told_what_is_kept_here()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder, "CAMERA");
        await using var orthanc = await Orthanc.StartAsync(folder, ("optos", HostProcess.AETitle, host.Port));
        await AddArchiveAsync(host, orthanc);
        var study = TestInstance.Study(4, 1000);
        await StoreAsync(orthanc.DicomPort, Orthanc.AETitle, study);
        await StoreAsync(host.Port, HostProcess.AETitle, study.Take(3));

        var (status, failures) = await orthanc.RequestCommitmentAsync("optos", study.Take(3).Select(instance => (TestInstance.SopClassUid, instance.SopInstanceUid)));
        Assert.Equal(("Success", ""), (status, string.Join(", ", failures)));
        (status, failures) = await orthanc.RequestCommitmentAsync("optos", study.Select(instance => (TestInstance.SopClassUid, instance.SopInstanceUid)));
        Assert.Equal("Failure", status);
        Assert.Equal([study[3].SopInstanceUid], failures);
    }

    private static Task<ConfigurationChangeResult> AddArchiveAsync(HostProcess host, Orthanc orthanc) => AddArchiveAsync(host, orthanc.DicomPort);

    private static Task<ConfigurationChangeResult> AddArchiveAsync(HostProcess host, int port) => host.ChangeAsync(new ConfigurationChange
    {
        RemoteAEs =
        [
            new RemoteAEChange
            {
                Name = Archive,
                Kind = RemoteAEChangeKind.Ensure,
                Properties = new Partial<RemoteAE>()
                    .With(a => a.AETitle, AETitle.Parse(Orthanc.AETitle))
                    .With(a => a.HostName, "127.0.0.1")
                    .With(a => a.Port, port)
                    .With(a => a.Services, RemoteServices.Storage | RemoteServices.StorageCommitment),
            },
        ],
    });

    private static async Task StoreAsync(int port, string called, IEnumerable<TestInstance> instances)
    {
        await using var association = await OwnScu.ConnectAsync(port, called, "CAMERA");
        foreach (var instance in instances) Assert.True((await OwnScu.StoreAsync(association, instance)).Status.IsSuccess);
        await association.ReleaseAsync();
    }

    private static StorageCommitmentRequest Request(TestInstance instance) => new() { StudyInstanceUid = instance.StudyInstanceUid, AE = Archive };

    private static async Task<OutboundJob> RequestAsync(HostProcess host, TestInstance instance) =>
        await UntilOverAsync(host, await host.Control.RequestStorageCommitmentAsync(Request(instance), CancellationToken.None));

    private static async Task<OutboundJob> UntilOverAsync(HostProcess host, OutboundJob job)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await foreach (var state in host.Control.WatchJobAsync(job.Id, limit.Token)) job = state;
        return job;
    }

    private static async Task<StorageCommitment> GetAsync(HostProcess host, OutboundJob job)
    {
        var found = new List<StorageCommitment>();
        await foreach (var transaction in host.Control.GetStorageCommitmentsAsync(new StorageCommitmentQuery { JobId = [job.Id], WithInstances = true }, CancellationToken.None))
            found.Add(transaction);
        return Assert.Single(found);
    }
}
