using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>The real host in a process and a data directory of its own, on a free port, driven over its control endpoint.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    public const string AETitle = "OPTOSADVANCE";

    private readonly string _dataDirectory;
    private ControlClient? _client;
    private PeerProcess? _process;

    private HostProcess(string dataDirectory) => _dataDirectory = dataDirectory;

    public int Port { get; private set; }

    public IOptosControl Control => _client!.Control;

    public PeerProcess Process => _process!;

    public string RepositoryPath => Path.Combine(_dataDirectory, "repository");

    /// <summary>Starts a host that any caller in <paramref name="callers"/> may call; every caller when none is named.</summary>
    public static async Task<HostProcess> StartAsync(TemporaryFolder folder, params string[] callers)
    {
        var host = new HostProcess(folder.Folder("data")) { Port = FreePort.Next() };
        try
        {
            // Hosts of tests that run side by side would quarrel about the default port before they could be told another.
            await File.WriteAllTextAsync(
                Path.Combine(host._dataDirectory, "configuration.json"),
                $$"""{ "formatVersion": 1, "configuration": { "localAE": { "port": {{host.Port}} } } }""");
            await host.LaunchAsync();
            await host.ChangeAsync(new ConfigurationChange
            {
                LocalAE = new Partial<LocalAESettings>()
                    .With(s => s.CallerPolicy, callers.Length == 0 ? CallerPolicy.Any : CallerPolicy.Known),
                RemoteAEs = [.. callers.Select(Caller)],
            });
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task<ConfigurationChangeResult> ChangeAsync(ConfigurationChange change) => Control.ChangeConfigurationAsync(change, CancellationToken.None);

    public async Task MoveToAsync(int port)
    {
        await ChangeAsync(new ConfigurationChange { LocalAE = new Partial<LocalAESettings>().With(s => s.Port, port) });
        Port = port;
    }

    public Task LimitInboundAsync(int associations) => ChangeAsync(
        new ConfigurationChange { LocalAE = new Partial<LocalAESettings>().With(s => s.MaximumInboundAssociations, associations) });

    public Task AdmitAsync(string title) => ChangeAsync(new ConfigurationChange { RemoteAEs = [Caller(title)] });

    public async Task<IReadOnlyList<StudySummary>> FindAsync(params string[] studyInstanceUids)
    {
        var found = new List<StudySummary>();
        await foreach (var page in Control.FindStudiesAsync(new StudyQuery { StudyInstanceUid = [.. studyInstanceUids], Limit = 10_000 }, CancellationToken.None))
            found.AddRange(page.Studies);
        return found;
    }

    /// <summary>Instances of a study by SOP instance UID; empty when the host does not hold the study.</summary>
    public async Task<IReadOnlyDictionary<string, InstanceDetail>> InstancesAsync(string studyInstanceUid)
    {
        var study = await Control.GetStudyAsync(studyInstanceUid, CancellationToken.None);
        return study?.Series.SelectMany(s => s.Instances).ToDictionary(i => i.SopInstanceUid) ?? [];
    }

    /// <summary>Exports studies and returns the written files by SOP instance UID.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ExportAsync(string destination, params string[] studyInstanceUids)
    {
        var files = new Dictionary<string, string>();
        var request = new ExportRequest { StudyInstanceUids = [.. studyInstanceUids], Destination = destination };
        await foreach (var item in Control.ExportAsync(request, CancellationToken.None))
        {
            Assert.True(item.Error is null, item.Error);
            if (item.Path is not null && item.SopInstanceUid is not null) files[item.SopInstanceUid] = Path.Combine(destination, item.Path);
        }

        return files;
    }

    public async Task<IReadOnlyList<ActivityRecord>> ActivityAsync(ActivityQuery? query = null)
    {
        var rows = new List<ActivityRecord>();
        await foreach (var row in Control.GetActivityAsync(query ?? new ActivityQuery(), CancellationToken.None)) rows.Add(row);
        return rows;
    }

    public Task<IReadOnlyList<RefusedCaller>> RefusedAsync() => Control.GetRefusedCallersAsync(CancellationToken.None);

    /// <summary>Every file below the repository's folder of studies.</summary>
    public IReadOnlyList<string> StoredFiles() => Files("studies");

    /// <summary>Every file that is neither stored nor gone.</summary>
    public IReadOnlyList<string> IncomingFiles() => Files("incoming");

    /// <summary>SIGKILL: no chance to flush, to answer or to tidy up.</summary>
    public async Task KillAsync()
    {
        await Process.KillAsync();
        _client?.Dispose();
        _client = null;
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <summary>Starts the host of the same data directory again.</summary>
    public Task RestartAsync() => LaunchAsync();

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_process is not null) await _process.DisposeAsync();
    }

    private static RemoteAEChange Caller(string title) => new()
    {
        Name = title,
        Kind = RemoteAEChangeKind.Ensure,
        Properties = new Partial<RemoteAE>().With(a => a.AETitle, Contracts.AETitle.Parse(title)).With(a => a.HostName, "127.0.0.1").With(a => a.Port, 104),
    };

    private async Task LaunchAsync()
    {
        _process = PeerProcess.Start(BuiltProduct.HostCommand[0], [.. BuiltProduct.HostCommand.Skip(1), "run", "--data", _dataDirectory]);
        await _process.WaitUntilAsync(
            async () =>
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                try
                {
                    _client = await ControlClient.ConnectAsync(_dataDirectory, TimeSpan.FromSeconds(2), limit.Token);
                    await _client.Control.GetHostStatusAsync(limit.Token);
                    return true;
                }
                catch (ControlException e) when (e.Error.Id == ErrorIds.HostNotRunning)
                {
                    _client?.Dispose();
                    _client = null;
                    return false;
                }
            },
            "answer at its control endpoint");
    }

    private string[] Files(string folder)
    {
        var path = Path.Combine(RepositoryPath, folder);
        return Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [];
    }
}
