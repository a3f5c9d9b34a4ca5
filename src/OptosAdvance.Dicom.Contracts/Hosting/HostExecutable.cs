using System.Runtime.InteropServices;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Where the host's program is: in the folder <c>host</c> of the module.</summary>
/// <param name="FileName">Program to run.</param>
/// <param name="Arguments">Arguments before those of the host.</param>
/// <param name="Folder">Folder of the host.</param>
internal sealed record HostExecutable(string FileName, IReadOnlyList<string> Arguments, string Folder)
{
    /// <summary>Finds the program: the native one where the module was built for this platform, else the portable one.</summary>
    /// <param name="moduleFolder">Folder of the module.</param>
    /// <exception cref="ControlException">The module's folder is not complete.</exception>
    public static HostExecutable Find(string moduleFolder)
    {
        var folder = Path.GetFullPath(Path.Combine(moduleFolder, "host"));
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
