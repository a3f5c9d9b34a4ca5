namespace OptosAdvance.Dicom.Host;

/// <summary>Replaces small files so that a crash or a power cut leaves the old content or the new, never a mixture.</summary>
internal static class DurableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a new file beside the old one, flushes it, puts it in the old one's place and flushes the folder.</summary>
    /// <exception cref="IOException">It cannot be written; the old content is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        VolumeFlush.FlushDirectory(Path.GetDirectoryName(path)!);
    }
}
