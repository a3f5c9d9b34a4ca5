using System.Runtime.InteropServices;

namespace OptosAdvance.Dicom.Contracts;

/// <summary>Where a host keeps its state. The same answer for host and callers.</summary>
public static class DataDirectory
{
    /// <summary>Environment variable that replaces the default.</summary>
    public const string Variable = "OPTOS_DATA";

    /// <summary>
    /// The data directory: <paramref name="given"/>, else <c>OPTOS_DATA</c>, else the default of the platform
    /// (<c>%ProgramData%\OptosAdvance\Dicom</c>; <c>/var/lib/optosadvance</c> for root; the user's state directory).
    /// </summary>
    /// <returns>An absolute path without a trailing separator.</returns>
    public static string Resolve(string? given = null)
    {
        var path = FirstOf(given, Environment.GetEnvironmentVariable(Variable)) ?? PlatformDefault();
        var full = Path.GetFullPath(path);
        var trimmed = full.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return trimmed.Length == 0 || trimmed.EndsWith(":", StringComparison.Ordinal) ? full : trimmed;
    }

    private static string PlatformDefault()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "OptosAdvance", "Dicom");
        }

        if (string.Equals(Environment.UserName, "root", StringComparison.Ordinal))
        {
            return "/var/lib/optosadvance";
        }

        var state = FirstOf(Environment.GetEnvironmentVariable("XDG_STATE_HOME")) ??
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "optosadvance");
    }

    private static string? FirstOf(params string?[] candidates) => candidates.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
}
