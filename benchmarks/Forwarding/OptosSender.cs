using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Benchmarks;

/// <summary>The appliance with the study in its repository: from the giving of the job to its end, each result written down durably on the way.</summary>
internal sealed class OptosSender : InstanceSender, IAsyncDisposable
{
    private readonly OptosServer _server;
    private readonly ControlClient _client;
    private readonly string _study;

    private OptosSender(OptosServer server, ControlClient client, string study)
        : base("optosd") => (_server, _client, _study) = (server, client, study);

    /// <summary>Starts it and brings the files in.</summary>
    public static async Task<OptosSender> StartAsync(string folder, string files, CancellationToken cancellationToken)
    {
        var server = new OptosServer(folder, new RepositorySettings());
        await server.StartAsync(cancellationToken);
        var client = await ControlClient.ConnectAsync(folder, TimeSpan.FromSeconds(10), cancellationToken);
        string? study = null;
        await foreach (var file in client.Control.ImportAsync(new ImportRequest { Paths = [files] }, cancellationToken))
        {
            study = file.StudyInstanceUid ?? study;
        }

        return new OptosSender(server, client, study ?? throw new BenchmarkException("Nothing was imported."));
    }

    public override async Task<(TimeSpan Elapsed, double CpuSeconds)> SendAsync(ServerAddress server, InstanceSet set, CancellationToken cancellationToken)
    {
        await _client.Control.ChangeConfigurationAsync(
            new ConfigurationChange
            {
                RemoteAEs =
                [
                    new RemoteAEChange
                    {
                        Name = "ARCHIVE",
                        Kind = RemoteAEChangeKind.Ensure,
                        Properties = new Partial<RemoteAE>()
                            .With(a => a.AETitle, AETitle.Parse(server.AETitle))
                            .With(a => a.HostName, "127.0.0.1")
                            .With(a => a.Port, server.Port)
                            .With(a => a.Services, RemoteServices.Storage),
                    },
                ],
            },
            cancellationToken);
        var before = ProcessTree.CpuSeconds(_server.ProcessId);
        var job = await _client.Control.SendStudyAsync(new SendRequest { StudyInstanceUid = _study, Destination = "ARCHIVE" }, cancellationToken);
        await foreach (var now in _client.Control.WatchJobAsync(job.Id, cancellationToken))
        {
            job = now;
        }

        var cpu = ProcessTree.CpuSeconds(_server.ProcessId) - before;
        return job is { State: JobState.Succeeded, EndedAt: { } ended }
            ? (ended - job.CreatedAt, cpu)
            : throw new BenchmarkException($"The job ended as {job.State}: {job.LastError}");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }
}
