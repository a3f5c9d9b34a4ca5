using System.Diagnostics;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>The host as a service of Windows.</summary>
/// <param name="run">Runs sc.exe.</param>
internal sealed class WindowsServiceManager(RunCommand run) : IHostServiceManager
{
    private const string Service = "OptosDicomHost";
    private const string Action = "Run as an administrator.";
    private const int AlreadyRunning = 1056;
    private const int NotStarted = 1062;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public ServiceManagerKind Kind => ServiceManagerKind.Windows;

    /// <inheritdoc/>
    public HostServiceRegistration? Read()
    {
        var (exitCode, output) = run("sc.exe", "qc", Service);
        if (exitCode != 0)
        {
            return null;
        }

        // The names of the fields are not translated: START_TYPE : 2 AUTO_START, BINARY_PATH_NAME : "...".
        return new HostServiceRegistration(
            HostServiceRegistration.DataDirectoryOf(Field(output, "BINARY_PATH_NAME")),
            Field(output, "START_TYPE") switch
            {
                ['2', ..] => HostStartup.Automatic,
                ['4', ..] => HostStartup.Disabled,
                _ => HostStartup.Manual,
            });
    }

    /// <inheritdoc/>
    public void Install(HostExecutable host, string dataDirectory)
    {
        string[] command = [host.FileName, .. host.Arguments, "run", "--data", dataDirectory];
        var verb = Read() is null ? "create" : "config";
        Sc(verb, Service, "binPath=", string.Join(" ", command.Select(Quoted)));
        if (verb == "create")
        {
            Sc("config", Service, "DisplayName=", "OptosAdvance DICOM host");
            // Restarted when it ends by itself, as the unit of systemd is.
            Sc("failure", Service, "reset=", "86400", "actions=", "restart/2000/restart/2000/restart/10000");
        }
    }

    /// <inheritdoc/>
    public void Remove()
    {
        Stop();
        Sc("delete", Service);
    }

    /// <inheritdoc/>
    public void SetStartup(HostStartup startup) => Sc("config", Service, "start=", startup switch
    {
        HostStartup.Automatic => "auto",
        HostStartup.Manual => "demand",
        _ => "disabled",
    });

    /// <inheritdoc/>
    public void Start()
    {
        var (exitCode, output) = run("sc.exe", "start", Service);
        Check("start", exitCode is 0 or AlreadyRunning, output);
    }

    /// <inheritdoc/>
    public void Stop()
    {
        var (exitCode, output) = run("sc.exe", "stop", Service);
        Check("stop", exitCode is 0 or NotStarted, output);
        var waiting = Stopwatch.StartNew();
        while (!Field(run("sc.exe", "query", Service).Output, "STATE").StartsWith("1", StringComparison.Ordinal))
        {
            Check("stop", waiting.Elapsed < StopLimit, $"It did not stop within {StopLimit.TotalSeconds:0} seconds.");
            Thread.Sleep(Pause);
        }
    }

    private void Sc(params string[] arguments) => run.Require($"sc.exe {arguments[0]} failed", Action, "sc.exe", arguments);

    private static void Check(string what, bool ok, string output)
    {
        if (!ok)
        {
            RunCommand failed = (_, _) => (1, output);
            failed.Require($"sc.exe {what} failed", Action, "sc.exe");
        }
    }

    // A path of a service is quoted even without blanks, so that it cannot be taken for another program.
    private static string Quoted(string argument) =>
        CommandLine.Quote(argument) is var quoted && (quoted.StartsWith("\"", StringComparison.Ordinal) || argument.IndexOfAny(['\\', '/']) < 0) ? quoted : $"\"{argument}\"";

    private static string Field(string output, string name)
    {
        var line = output.Split('\n').FirstOrDefault(each => each.Trim().StartsWith(name, StringComparison.Ordinal)) ?? "";
        var colon = line.IndexOf(':');
        return colon < 0 ? "" : line.Substring(colon + 1).Trim();
    }
}
