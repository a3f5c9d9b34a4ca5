using System.Diagnostics;
using System.Runtime.InteropServices;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>The host as a registered service: a Windows service, or a systemd unit.</summary>
internal static class HostService
{
    private const string UnitName = "optosd";
    private const string WindowsServiceName = "OptosDicomHost";
    private static readonly string[] UnitFolders = ["/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

    /// <summary>Whether a service is registered that keeps its state in this data directory.</summary>
    public static bool Serves(string dataPath)
    {
        var registration = Registration();
        return registration is not null && (registration.Contains("--data")
            ? registration.Contains(dataPath)
            : dataPath == DataDirectory.Resolve());
    }

    /// <summary>Asks the system to start the service.</summary>
    /// <exception cref="ControlException">It refused; its words are in the message.</exception>
    public static void Start()
    {
        var (exitCode, output) = IsWindows ? Run("sc.exe", $"start {ServiceName}") : Run("systemctl", $"start {ServiceName}.service");
        if (exitCode != 0)
        {
            throw new ControlException(new ControlError
            {
                Id = "ServiceStartFailed",
                Category = ControlErrorCategory.PermissionDenied,
                Message = $"The service {ServiceName} did not start: {output.Trim()}",
                RecommendedAction = IsWindows ? "Run as an administrator." : $"Run as root, or see: systemctl status {ServiceName}.",
                Target = ServiceName,
            });
        }
    }

    private static string ServiceName => IsWindows ? WindowsServiceName : UnitName;

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    // The command that the service runs; null when there is no such service.
    private static string? Registration()
    {
        if (!IsWindows)
        {
            var unit = UnitFolders.Select(folder => Path.Combine(folder, ServiceName + ".service")).FirstOrDefault(File.Exists);
            return unit is null ? null : File.ReadAllText(unit);
        }

        var (exitCode, output) = Run("sc.exe", $"qc {ServiceName}");
        return exitCode == 0 ? output : null;
    }

    private static (int ExitCode, string Output) Run(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
