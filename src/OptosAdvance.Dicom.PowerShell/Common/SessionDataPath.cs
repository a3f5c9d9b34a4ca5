using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.PowerShell;

/// <summary>The data directory that cmdlets of a session use when none is given: that of the host it started last.</summary>
internal static class SessionDataPath
{
    private static readonly ConditionalWeakTable<Runspace, string> Remembered = new();

    /// <summary>The directory of this session, or the default of the machine.</summary>
    public static string Current =>
        Runspace.DefaultRunspace is { } runspace && Remembered.TryGetValue(runspace, out var path) ? path : DataDirectory.Resolve();

    /// <summary>Remembers a directory for this session.</summary>
    public static void Remember(string path)
    {
        if (Runspace.DefaultRunspace is { } runspace)
        {
            Remembered.Remove(runspace);
            Remembered.Add(runspace, path);
        }
    }
}
