using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A whole host in the test's process, on a free port and a folder of its own.</summary>
internal sealed class ReceivingAppliance : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IHost _host;

    private ReceivingAppliance(int port)
    {
        Port = port;
        File.WriteAllText(
            _folder.Combine("configuration.json"),
            $$"""{ "configuration": { "localAE": { "port": {{port}}, "callerPolicy": "Any", "maximumInboundAssociations": 20 } } }""");
        _host = ApplianceHost.Build(new ApplianceDirectory(_folder.Path), services => services.AddSingleton<IActivityLog>(Activity));
    }

    public int Port { get; }

    public RecordedActivity Activity { get; } = new();

    public StorageVolume Volume => Get<StorageVolumes>().Current!;

    public IStudySearch Search => Get<IStudySearch>();

    public static async Task<ReceivingAppliance> StartAsync()
    {
        var appliance = new ReceivingAppliance(FindPort());
        await appliance._host.StartAsync(TestContext.Current.CancellationToken);
        return appliance;
    }

    public static int FindPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task ChangeLocalAEAsync(Func<Partial<LocalAESettings>, Partial<LocalAESettings>> change) => Get<ConfigurationService>().ChangeAsync(
        new ConfigurationChange { LocalAE = change(new Partial<LocalAESettings>()) }, "test", TestContext.Current.CancellationToken);

    public Task<DicomAssociation> ConnectAsync(
        SampleInstance? sample = null, string called = "OPTOSADVANCE", string calling = "CAMERA", int? port = null) =>
        DicomAssociation.ConnectAsync(
            new AssociationOptions
            {
                CallingAETitle = calling,
                CalledAETitle = called,
                HostName = "127.0.0.1",
                Port = port ?? Port,
                PresentationContexts =
                [
                    new PresentationContext(DicomUid.Verification, DicomTransferSyntax.ImplicitVRLittleEndian.Uid),
                    new PresentationContext(
                        (sample ?? new SampleInstance()).SopClass, (sample ?? new SampleInstance()).TransferSyntax.Uid),
                ],
            },
            cancellationToken: TestContext.Current.CancellationToken);

    public static ValueTask<CStoreResponse> StoreAsync(DicomAssociation association, SampleInstance sample) =>
        StoreAsync(association, sample, sample.ToBytes());

    public static ValueTask<CStoreResponse> StoreAsync(DicomAssociation association, SampleInstance sample, byte[] bytes) => association.CStoreAsync(
        new CStoreRequest { AffectedSopClassUid = sample.SopClass, AffectedSopInstanceUid = new DicomUid(sample.Instance) },
        association.FindContext(sample.SopClass),
        new System.Buffers.ReadOnlySequence<byte>(bytes),
        TestContext.Current.CancellationToken);

    /// <summary>Where an acknowledged instance is, once the index has caught up.</summary>
    public async Task<string> PathOfAsync(SampleInstance sample)
    {
        await Get<IngestCommitter>().WhenIndexed();
        return Volume.PathOf(sample.Key);
    }

    public string[] StoredFiles() => Directory.GetFiles(Path.Combine(Volume.Root, RepositoryLayout.Studies), "*", SearchOption.AllDirectories);

    public string[] IncomingFiles() => Directory.GetFileSystemEntries(Volume.IncomingFolder);

    /// <summary>Waits for something that another task is about to do.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(2), "What the test waits for has not come in two minutes.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        _folder.Dispose();
    }
}
