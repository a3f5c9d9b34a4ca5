namespace OptosAdvance.Dicom.Host;

/// <summary>Directories that only the account of the host may enter.</summary>
internal static class PrivateDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates the directory with mode 0700 (on Windows: with the access rules of the folder above). One that exists is left as it is.</summary>
    /// <exception cref="HostStartException">It cannot be created or written to.</exception>
    public static string Create(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else if (!Directory.Exists(path))
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
}
