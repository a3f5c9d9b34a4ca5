using System.Diagnostics;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host.Tests;

/// <summary>A host in a process of its own, as it is deployed.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private HostProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public static HostProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "optosd.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new HostProcess(Process.Start(start)!);
    }

    /// <summary>Starts a host and waits until its control endpoint answers.</summary>
    public static async Task<HostProcess> StartReadyAsync(string dataDirectory)
    {
        var host = Start("run", "--data", dataDirectory);
        try
        {
            (await host.ConnectAsync(dataDirectory)).Dispose();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Tries until the host answers; fails when it has ended.</summary>
    public async Task<ControlClient> ConnectAsync(string dataDirectory)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                return await ControlClient.ConnectAsync(dataDirectory, cancellationToken: limit.Token);
            }
            catch (ControlException) when (!_process.HasExited)
            {
                await Task.Delay(20, limit.Token);
            }
            catch (ControlException e)
            {
                throw new InvalidOperationException($"The host ended with {_process.ExitCode}: {await _errors}{await _output}", e);
            }
        }
    }

    /// <summary>Ends it as a power cut would end a process: nothing of it runs any more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public async Task<(int ExitCode, string Errors)> WaitForExitAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
