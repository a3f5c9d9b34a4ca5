using System.Diagnostics;
using System.Management.Automation;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Starting and stopping, as Start-, Stop- and Restart-OptosDicomHost share it.</summary>
public abstract class HostLifecycleCmdlet : OptosCmdlet
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(1);

    /// <summary>Time limit in seconds for the host to start, or to stop.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Returns the state of the host. By default the command returns nothing.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected TimeSpan Limit => TimeSpan.FromSeconds(TimeoutSeconds);

    /// <summary>State of the host; null when it does not run.</summary>
    private protected async Task<HostStatus?> StatusAsync()
    {
        using var connection = await ControlConnection.TryOpenAsync(EffectiveDataPath, StopToken);
        return connection is null ? null : await connection.Control.GetHostStatusAsync(StopToken);
    }

    /// <summary>Starts the host, as a service where one is registered for its data directory.</summary>
    private protected async Task<HostStatus> StartAsync()
    {
        var path = EffectiveDataPath;
        var launcher = new HostLauncher(path, token => AskAsync(path, token));
        if (HostServiceManager.Serving(path) is not { } service)
        {
            return await launcher.StartAsync(HostExecutable.Find(ModuleFolder), Limit, StopToken);
        }

        WriteVerbose("Starting the registered service.");
        service.Start();
        return await launcher.AnswerAsync(Limit, static () => false, StopToken) ?? throw TimedOut(
            "HostStartTimeout", $"The service of '{path}' was started, and did not answer within {TimeoutSeconds} seconds.", "See the log of the service.");
    }

    /// <summary>Asks the host to stop, and waits until its process has ended.</summary>
    private protected async Task StopAsync(int processId)
    {
        await (await ControlAsync()).StopHostAsync(StopToken);
        Disconnect();
        var waiting = Stopwatch.StartNew();
        while (IsRunning(processId))
        {
            if (waiting.Elapsed > Limit)
            {
                throw TimedOut(
                    "HostStopTimeout",
                    $"The host of '{EffectiveDataPath}' (process {processId}) was asked to stop and did not end within {TimeoutSeconds} seconds.",
                    "Associations may still be running; allow it more with -TimeoutSeconds.");
            }

            await Task.Delay(Pause, StopToken);
        }
    }

    private static async Task<HostStatus?> AskAsync(string path, CancellationToken cancellationToken)
    {
        using var connection = await ControlConnection.TryOpenAsync(path, cancellationToken, ConnectLimit);
        return connection is null ? null : await connection.Control.GetHostStatusAsync(cancellationToken);
    }

    // The assembly is in bin/<framework> of the module.
    private static string ModuleFolder => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(HostLifecycleCmdlet).Assembly.Location)!, "..", ".."));

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private ControlException TimedOut(string id, string message, string action) => new(new ControlError
    {
        Id = id,
        Category = ControlErrorCategory.OperationTimeout,
        Message = message,
        RecommendedAction = action,
        Target = EffectiveDataPath,
    });
}
