using System.Runtime.InteropServices;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Finds what manages services on this machine.</summary>
internal static class HostServiceManager
{
    /// <summary>Present while systemd is the init of this machine (sd_booted(3)).</summary>
    private const string SystemdMark = "/run/systemd/system";

    /// <summary>The service manager; null where there is none, as in a container.</summary>
    public static IHostServiceManager? OfThisMachine() =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsServiceManager(SystemCommand.Run)
        : Directory.Exists(SystemdMark) ? new SystemdServiceManager(SystemdServiceManager.DefaultUnitFolders, SystemdServiceManager.DefaultInstallFolder, SystemCommand.Run)
        : null;

    /// <summary>The service manager, when a service is registered that keeps its state in this data directory; else null.</summary>
    public static IHostServiceManager? Serving(string dataDirectory) =>
        OfThisMachine() is { } manager && manager.Read()?.DataDirectory == dataDirectory ? manager : null;
}
