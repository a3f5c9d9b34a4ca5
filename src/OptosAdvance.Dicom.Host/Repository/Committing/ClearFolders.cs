namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Folders of series that are there and hold no folder, so that no instance finds one in its place: asked once, and not for each instance. What happens to such a folder later is found out when a
/// file is moved there.
/// </summary>
/// <remarks>Not thread-safe; owned by the committer.</remarks>
internal sealed class ClearFolders
{
    /// <summary>More than come in at the same time; each is asked for again after that, which takes the longer the more files it holds.</summary>
    internal const int Most = 1024;

    private readonly HashSet<(StorageVolume Volume, string Folder)> _known = [];

    /// <summary>Makes the folder of an instance if it is not there, and finds out whether its file can be put there.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="path">Where the file is to be.</param>
    /// <exception cref="IOException">A folder is there, or the volume is away, full or broken.</exception>
    public void Prepare(StorageVolume volume, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (_known.Contains((volume, folder)))
        {
            return;
        }

        volume.EnsureFolder(folder);
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a folder.");
        }

        if (Directory.EnumerateDirectories(folder).Any())
        {
            return;
        }

        if (_known.Count == Most)
        {
            _known.Clear();
        }

        _known.Add((volume, folder));
    }
}
