using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace OptosAdvance.Dicom.Host;

/// <summary>Directories that only the account of the host may enter.</summary>
internal static class PrivateDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Creates the directory with mode 0700, on Windows with access for the host's account, administrators and the system: what lies
    /// in %ProgramData% is readable by everybody otherwise. One that exists is left as it is.
    /// </summary>
    /// <exception cref="HostStartException">It cannot be created or written to.</exception>
    public static string Create(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return path;
            }

            if (OperatingSystem.IsWindows())
            {
                CreateOnWindows(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnerOnly);
            }

            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostStartException($"The directory '{path}' cannot be created: {e.Message}", inner: e);
        }
    }

    /// <summary>As <see cref="Create"/>, and takes away what others may do to one that exists.</summary>
    /// <exception cref="HostStartException">It cannot be created, or belongs to somebody else.</exception>
    public static string CreateOwnerOnly(string path)
    {
        Create(path);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
        {
            try
            {
                File.SetUnixFileMode(path, OwnerOnly);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new HostStartException($"The directory '{path}' belongs to somebody else: {e.Message}", inner: e);
            }
        }

        return path;
    }

    [SupportedOSPlatform("windows")]
    private static void CreateOnWindows(string path)
    {
        using var identity = WindowsIdentity.GetCurrent();
        var security = new DirectorySecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        IdentityReference[] accounts =
        [
            identity.User!,
            new SecurityIdentifier(WellKnownSidType.BuiltinAdministratorsSid, null),
            new SecurityIdentifier(WellKnownSidType.LocalSystemSid, null),
        ];
        foreach (var account in accounts)
        {
            security.AddAccessRule(new FileSystemAccessRule(
                account, FileSystemRights.FullControl, InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit, PropagationFlags.None, AccessControlType.Allow));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        security.CreateDirectory(path);
    }
}
