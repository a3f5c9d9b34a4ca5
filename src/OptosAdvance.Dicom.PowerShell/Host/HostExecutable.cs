using System.Runtime.InteropServices;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>Where the host's program is: in the folder <c>host</c> of the module.</summary>
/// <param name="FileName">Program to run.</param>
/// <param name="Arguments">Arguments before those of the host.</param>
/// <param name="Folder">Folder of the host.</param>
internal sealed record HostExecutable(string FileName, IReadOnlyList<string> Arguments, string Folder)
{
    /// <summary>Finds the program: the native one where the module was built for this platform, else the portable one.</summary>
    /// <exception cref="ControlException">The module's folder is not complete.</exception>
    public static HostExecutable Find()
    {
        var bin = Path.GetDirectoryName(typeof(HostExecutable).Assembly.Location)!;
        var folder = Path.GetFullPath(Path.Combine(bin, "..", "..", "host"));
        var isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        var native = Path.Combine(folder, isWindows ? "optosd.exe" : "optosd");
        var portable = Path.Combine(folder, "optosd.dll");
        if (File.Exists(native))
        {
            return new HostExecutable(native, [], folder);
        }

        return File.Exists(portable)
            ? new HostExecutable(isWindows ? "dotnet.exe" : "dotnet", [portable], folder)
            : throw new ControlException(new ControlError
            {
                Id = "HostNotInstalled",
                Category = ControlErrorCategory.ObjectNotFound,
                Message = $"The host's program is not in '{folder}'.",
                RecommendedAction = "Install the module again; its folder is not complete.",
                Target = folder,
            });
    }
}
