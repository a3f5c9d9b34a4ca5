using System.Diagnostics;
using System.Text.Json.Nodes;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Dsc;

/// <summary>The host itself: a service of the system, or where there is no service manager a process in the background.</summary>
internal sealed class HostState(ResourceContext context) : IResourceState
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly IHostServiceManager? _manager = HostServiceManager.OfThisMachine();

    /// <inheritdoc/>
    public JsonObject? Read(DesiredState desired) => Json(Actual(desired));

    /// <inheritdoc/>
    public IEnumerable<JsonObject> ReadAll() => [Json(Actual(null))];

    /// <inheritdoc/>
    public ChangeOutcome Change(DesiredState desired, bool whatIf)
    {
        var before = Actual(desired);
        var plan = HostPlan.Make(before, Wanted(before, desired));
        if (!whatIf)
        {
            foreach (var step in plan.Steps)
            {
                context.Trace.Debug($"Host: {step}");
                Do(step, before, plan.After);
            }
        }

        var after = whatIf ? plan.After : Actual(desired);
        var changes = SettingsComparer.Compare("Host", before, after with { Version = before.Version });
        return new ChangeOutcome(
            Json(after),
            [.. changes.Select(change => $"{change.Target}.{change.Property}: {change.Before ?? "(none)"} → {change.After ?? "(none)"}")],
            changes.Select(change => change.Property).ToHashSet());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>The absolute path of what is given; the default for nothing.</summary>
    public static string DataDirectoryOf(string? given) => DataDirectory.Resolve(given);

    private string DirectoryFor(DesiredState? desired) =>
        desired?.Value<string>(nameof(HostSettings.DataDirectory)) ?? context.DataDirectory;

    private HostSettings Actual(DesiredState? desired)
    {
        var service = _manager?.Read();
        var directory = service?.DataDirectory ?? DirectoryFor(desired);
        var status = Ask(directory);
        return new HostSettings
        {
            Installed = service is not null,
            Running = status is not null,
            StartupType = service?.Startup,
            DataDirectory = directory,
            ServiceManager = _manager?.Kind ?? ServiceManagerKind.None,
            Version = status?.Version,
        };
    }

    private HostSettings Wanted(HostSettings before, DesiredState desired)
    {
        var wanted = before with
        {
            Installed = desired.Value<bool?>(nameof(HostSettings.Installed)) ?? before.Installed,
            Running = desired.Value<bool?>(nameof(HostSettings.Running)) ?? before.Running,
            StartupType = desired.Value<HostStartup?>(nameof(HostSettings.StartupType)) ?? before.StartupType,
            DataDirectory = desired.Values.Keys.Any(setting => setting.Name == nameof(HostSettings.DataDirectory)) ? DirectoryFor(desired) : before.DataDirectory,
        };
        if (wanted.Installed && _manager is null)
        {
            throw new DscException(
                ExitCodes.ServiceFailed, "Nothing manages services on this machine (systemd does not run). Leave installed out; the host then runs in the background.");
        }

        return wanted.Installed || wanted.StartupType is null || wanted.StartupType == before.StartupType
            ? wanted
            : throw new DscException(ExitCodes.InvalidInput, "startupType is that of the service; give installed true with it.");
    }

    private void Do(HostStep step, HostSettings before, HostSettings after)
    {
        switch (step)
        {
            case HostStep.StopService:
                _manager!.Stop();
                break;
            case HostStep.StopProcess:
                StopProcess(before.DataDirectory!);
                break;
            case HostStep.Remove:
                _manager!.Remove();
                break;
            case HostStep.Install:
                _manager!.Install(Program(), after.DataDirectory!);
                break;
            case HostStep.SetStartup:
                _manager!.SetStartup(after.StartupType!.Value);
                break;
            case HostStep.StartService:
                _manager!.Start();
                WaitForAnswer(after.DataDirectory!);
                break;
            case HostStep.StartProcess:
                Launcher(after.DataDirectory!).StartAsync(Program(), Limit, CancellationToken.None).GetAwaiter().GetResult();
                break;
        }
    }

    private static void WaitForAnswer(string directory)
    {
        if (Launcher(directory).AnswerAsync(Limit, static () => false, CancellationToken.None).GetAwaiter().GetResult() is null)
        {
            throw new DscException(ExitCodes.ServiceFailed, $"The service was started, and did not answer within {Limit.TotalSeconds:0} seconds. See the log of the service.");
        }
    }

    /// <summary>The host removes its process file when everything else of it has ended.</summary>
    private static void StopProcess(string directory)
    {
        using (var connection = HostConnection.Open(directory))
        {
            connection.Call(nameof(IOptosControl.StopHostAsync));
        }

        var processFile = Path.Combine(directory, "optosd.pid");
        var waiting = Stopwatch.StartNew();
        while (File.Exists(processFile))
        {
            if (waiting.Elapsed > Limit)
            {
                throw new DscException(
                    ExitCodes.ServiceFailed, $"The host of '{directory}' was asked to stop and did not end within {Limit.TotalSeconds:0} seconds. Associations may still be running; try again.");
            }

            Thread.Sleep(Pause);
        }
    }

    private static HostLauncher Launcher(string directory) => new(directory, _ => Task.FromResult(Ask(directory)));

    /// <summary>What the host says; null when it does not run.</summary>
    private static HostStatus? Ask(string directory)
    {
        using var connection = HostConnection.TryOpen(directory);
        return connection?.Call(nameof(IOptosControl.GetHostStatusAsync)) is JsonObject status
            ? new HostStatus { Version = (string?)status["version"] ?? "", ProcessId = (int)status["processId"]!, DataDirectory = directory }
            : null;
    }

    // This program is in the folder dsc of the module.
    private static HostExecutable Program() => HostExecutable.Find(Path.Combine(AppContext.BaseDirectory, ".."));

    private static JsonObject Json(HostSettings host) => new()
    {
        ["installed"] = host.Installed,
        ["running"] = host.Running,
        ["startupType"] = host.StartupType?.ToString(),
        ["dataDirectory"] = host.DataDirectory,
        ["serviceManager"] = host.ServiceManager.ToString(),
        ["version"] = host.Version,
    };
}
