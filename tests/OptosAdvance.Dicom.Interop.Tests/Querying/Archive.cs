namespace OptosAdvance.Dicom.Interop.Tests;

/// <summary>Somebody else's archive that a host knows as PEER, and that can move instances to the host.</summary>
internal sealed class Archive(PeerProcess? process, Orthanc? orthanc, string title, int port, TemporaryFolder folder) : IAsyncDisposable
{
    public string Title { get; } = title;

    public int Port { get; } = port;

    public static async Task<Archive> StartAsync(string kind, TemporaryFolder folder, HostProcess host, params string[] options)
    {
        Archive archive;
        if (kind == "Orthanc")
        {
            var orthanc = await Orthanc.StartAsync(folder, ("optos", HostProcess.AETitle, host.Port));
            archive = new Archive(null, orthanc, Orthanc.AETitle, orthanc.DicomPort, folder);
        }
        else
        {
            var (process, port) = await Dcmtk.StartQrScpAsync(folder, (HostProcess.AETitle, host.Port), options);
            archive = new Archive(process, null, "QRSCP", port, folder);
        }

        await host.AddAsync("PEER", archive.Title, archive.Port);
        return archive;
    }

    public async Task FillAsync(IEnumerable<PeerInstance> instances)
    {
        foreach (var files in (await PeerInstance.WriteAsync(folder.Folder("fill-" + Guid.NewGuid().ToString("N")), instances)).Chunk(500))
            (await Dcmtk.StoreScuAsync(Port, Title, HostProcess.AETitle, files)).AssertSucceeded();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        if (orthanc is not null) await orthanc.DisposeAsync();
    }
}
