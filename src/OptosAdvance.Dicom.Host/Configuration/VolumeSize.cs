namespace OptosAdvance.Dicom.Host;

/// <summary>Size of the volume that a folder lies on, or would lie on.</summary>
internal static class VolumeSize
{
    /// <returns>Bytes; null when the volume cannot be measured.</returns>
    public static long? Of(string path)
    {
        var folder = path;
        while (folder is not null && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        try
        {
            return folder is null ? null : new DriveInfo(folder).TotalSize;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A network share has no drive; the watermarks are then compared by unit only.
            return null;
        }
    }
}
