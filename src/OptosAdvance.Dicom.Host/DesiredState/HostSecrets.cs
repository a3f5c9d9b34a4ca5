namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Secrets of documents that the host evaluates itself: files with the secret's name among the credentials that systemd hands over
/// (<c>CREDENTIALS_DIRECTORY</c>), else in <c>secrets</c> of the data directory.
/// </summary>
internal sealed class HostSecrets(ApplianceDirectory directory)
{
    private const int LongestSecret = 64 * 1024;

    public string Description => $"the host looks for a file of this name in '{Folder}' and among its systemd credentials";

    private string Folder => Path.Combine(directory.Path, "secrets");

    /// <returns>The secret, without a line break at its end; null when there is none.</returns>
    public string? Find(string name, string? vault)
    {
        if (vault is not null || name.Length is 0 or > 128 || name.StartsWith('.') || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
        {
            return null;
        }

        foreach (var folder in (string?[])[Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY"), Folder])
        {
            var file = string.IsNullOrEmpty(folder) ? null : new FileInfo(Path.Combine(folder, name));
            if (file is { Exists: true, Length: <= LongestSecret })
            {
                return File.ReadAllText(file.FullName).TrimEnd('\r', '\n');
            }
        }

        return null;
    }
}
