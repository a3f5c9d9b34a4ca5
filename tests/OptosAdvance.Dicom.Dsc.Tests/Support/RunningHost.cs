using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc.Tests;

/// <summary>A real host process on a data directory and a port of its own.</summary>
public sealed class RunningHost : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private Process? _process;

    public string DataDirectory => _data.Path;

    internal DscProgram Dsc => new(DataDirectory);

    public async ValueTask InitializeAsync()
    {
        var program = Path.Combine(Places.ModuleFolder, "host", OperatingSystem.IsWindows() ? "optosd.exe" : "optosd");
        _process = Process.Start(new ProcessStartInfo(program, ["run", "--data", DataDirectory]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = await ControlClient.ConnectAsync(DataDirectory);
                // A port that is free, so that hosts of several tests do not meet.
                await client.Control.ChangeConfigurationAsync(
                    new ConfigurationChange { LocalAE = new Partial<LocalAESettings>().With(local => local.Port, FreePort()) }, TestContext.Current.CancellationToken);
                return;
            }
            catch (ControlException e) when (e.Error.Id == ErrorIds.HostNotRunning && waiting.Elapsed < TimeSpan.FromMinutes(1) && !_process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            try
            {
                using var client = await ControlClient.ConnectAsync(DataDirectory);
                await client.Control.StopHostAsync(CancellationToken.None);
            }
            catch (ControlException)
            {
                _process.Kill();
            }

            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _data.Dispose();
    }

    /// <summary>The configuration by another way than the one that is tested.</summary>
    public async Task<ApplianceConfiguration> ConfigurationAsync()
    {
        using var client = await ControlClient.ConnectAsync(DataDirectory);
        return await client.Control.GetConfigurationAsync(TestContext.Current.CancellationToken);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
