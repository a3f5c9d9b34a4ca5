using System.Reflection;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>
/// Windows PowerShell has no binding redirects for a module: an assembly that one of ours asks for in another version than the one in
/// the module's folder is taken from that folder.
/// </summary>
public static class FolderResolver
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(FolderResolver).Assembly.Location)!;
    private static int _installed;

    /// <summary>Begins to resolve; once a process.</summary>
    public static void Install()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        }
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        if (args.RequestingAssembly is { IsDynamic: false, Location: { Length: > 0 } asking } && Path.GetDirectoryName(asking) != Folder)
        {
            return null;
        }

        var name = new AssemblyName(args.Name);
        var file = Path.Combine(Folder, name.Name + ".dll");
        return File.Exists(file) && AssemblyName.GetAssemblyName(file).Version >= name.Version ? Assembly.LoadFrom(file) : null;
    }
}
