namespace OptosAdvance.Dicom.Contracts;

/// <summary>The host as a unit of systemd.</summary>
/// <param name="unitFolders">Where units are; the first wins.</param>
/// <param name="installFolder">Where a unit goes that is not there yet.</param>
/// <param name="run">Runs systemctl.</param>
internal sealed class SystemdServiceManager(IReadOnlyList<string> unitFolders, string installFolder, RunCommand run) : IHostServiceManager
{
    private const string Unit = "optosd.service";
    private const string Action = "Run as root, or see: systemctl status optosd.";

    /// <summary>Not in /etc: a unit there cannot be masked, since the mask would take its place.</summary>
    public const string DefaultInstallFolder = "/usr/local/lib/systemd/system";

    /// <summary>Where systemd looks for units, those of the administrator first.</summary>
    public static IReadOnlyList<string> DefaultUnitFolders { get; } =
        ["/etc/systemd/system", DefaultInstallFolder, "/usr/lib/systemd/system", "/lib/systemd/system"];

    /// <inheritdoc/>
    public ServiceManagerKind Kind => ServiceManagerKind.Systemd;

    /// <inheritdoc/>
    public HostServiceRegistration? Read() =>
        Find() is { } unit ? new HostServiceRegistration(HostServiceRegistration.DataDirectoryOf(Unescape(unit.Command)), Startup()) : null;

    /// <inheritdoc/>
    public void Install(HostExecutable host, string dataDirectory)
    {
        var unit = Find()?.Path ?? Path.Combine(installFolder, Unit);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(unit)!);
            File.WriteAllText(unit, UnitText(host, dataDirectory));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ControlException(
                new ControlError
                {
                    Id = "ServiceControlFailed",
                    Category = ControlErrorCategory.PermissionDenied,
                    Message = $"The unit '{unit}' cannot be written: {e.Message}",
                    RecommendedAction = "Run as root.",
                    Target = unit,
                },
                e);
        }

        Systemctl("daemon-reload");
    }

    /// <inheritdoc/>
    public void Remove()
    {
        Systemctl("disable", "--now", Unit);
        if (Find() is { } unit)
        {
            File.Delete(unit.Path);
        }

        Systemctl("daemon-reload");
    }

    /// <inheritdoc/>
    public void SetStartup(HostStartup startup)
    {
        // A masked unit can be neither enabled nor disabled.
        Systemctl("unmask", Unit);
        Systemctl(startup switch
        {
            HostStartup.Automatic => "enable",
            HostStartup.Manual => "disable",
            _ => "mask",
        }, Unit);
    }

    /// <inheritdoc/>
    public void Start() => Systemctl("start", Unit);

    /// <inheritdoc/>
    public void Stop() => Systemctl("stop", Unit);

    // A unit that is masked is a link to nothing, in front of the one that it hides.
    private (string Path, string Command)? Find() => unitFolders
        .Select(folder => Path.Combine(folder, Unit))
        .Where(File.Exists)
        .Select(path => (Path: path, Command: File.ReadAllLines(path).FirstOrDefault(line => line.TrimStart().StartsWith("ExecStart=", StringComparison.Ordinal))))
        .Where(unit => unit.Command is not null)
        .Select(unit => ((string, string)?)(unit.Path, unit.Command!))
        .FirstOrDefault();

    private HostStartup Startup() => run("systemctl", "is-enabled", Unit).Output.Trim() switch
    {
        "enabled" or "enabled-runtime" or "static" => HostStartup.Automatic,
        "masked" or "masked-runtime" => HostStartup.Disabled,
        _ => HostStartup.Manual,
    };

    private void Systemctl(params string[] arguments) =>
        run.Require($"systemctl {string.Join(" ", arguments)} failed", Action, "systemctl", arguments);

    private static string UnitText(HostExecutable host, string dataDirectory)
    {
        string[] command = [host.FileName, .. host.Arguments, "run", "--data", dataDirectory];
        return $"""
            # systemd unit of the DICOM host, written by the resource OptosAdvance.Dicom/Host.
            [Unit]
            Description=OptosAdvance DICOM host
            After=network-online.target
            Wants=network-online.target

            [Service]
            Type=notify
            ExecStart={string.Join(" ", command.Select(Escape))}
            Restart=on-failure
            RestartSec=2
            # Running associations may finish when the host is asked to stop.
            TimeoutStopSec=60
            LimitNOFILE=65536
            NoNewPrivileges=true
            ProtectSystem=full
            PrivateTmp=true

            [Install]
            WantedBy=multi-user.target

            """.Replace("\r\n", "\n");
    }

    // systemd expands % and $ in a command (systemd.service(5)).
    private static string Escape(string argument) => CommandLine.Quote(argument).Replace("%", "%%").Replace("$", "$$");

    private static string Unescape(string command) => command.Replace("%%", "%").Replace("$$", "$");
}
