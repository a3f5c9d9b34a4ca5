using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A whole host in this process, on a data directory of its own and a free port.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly TemporaryDirectory? _ownDirectory;

    private RunningHost(IHost host, string dataDirectory, TemporaryDirectory? ownDirectory)
    {
        Host = host;
        DataDirectory = dataDirectory;
        _ownDirectory = ownDirectory;
    }

    public IHost Host { get; }

    public string DataDirectory { get; }

    public static async Task<RunningHost> StartAsync(Action<IServiceCollection>? configure = null, string? dataDirectory = null)
    {
        var own = dataDirectory is null ? new TemporaryDirectory() : null;
        var data = dataDirectory ?? own!.Path;
        if (!File.Exists(Path.Combine(data, "configuration.json")))
        {
            StoreInitialConfiguration(data);
        }

        var host = ApplianceHost.Build(new ApplianceDirectory(data), configure);
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            host.Dispose();
            own?.Dispose();
            throw;
        }

        return new RunningHost(host, data, own);
    }

    public Task<ControlClient> ConnectAsync() => ControlClient.ConnectAsync(DataDirectory, cancellationToken: TestContext.Current.CancellationToken);

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(CancellationToken.None);
        Host.Dispose();
        _ownDirectory?.Dispose();
    }

    /// <summary>Ports that were free a moment ago; the default ones may be in use by a test next door.</summary>
    public static void StoreInitialConfiguration(string data)
    {
        var (first, second) = FreePort.Two();
        var directory = new ApplianceDirectory(data);
        new ConfigurationFile(directory, new SecretProtector(directory)).Save(new ApplianceConfiguration
        {
            LocalAE = new LocalAESettings { Port = first },
            Streaming = new StreamingSettings { Port = second },
        });
    }
}
