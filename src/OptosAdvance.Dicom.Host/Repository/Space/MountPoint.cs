namespace OptosAdvance.Dicom.Host;

/// <summary>Finds the mount point of a path.</summary>
internal static class MountPoint
{
    /// <summary>The innermost of the mount points that a path lies below; null when it lies below none.</summary>
    /// <param name="path">Absolute path with <c>/</c> as separator.</param>
    /// <param name="mountPoints">Absolute paths.</param>
    public static string? Of(string path, IEnumerable<string> mountPoints) =>
        mountPoints.Where(mount => Holds(mount, path)).MaxBy(static mount => mount.Length);

    private static bool Holds(string mount, string path) =>
        path.StartsWith(mount, StringComparison.Ordinal)
        && (mount.EndsWith('/') || path.Length == mount.Length || path[mount.Length] == '/');
}
