namespace OptosAdvance.Dicom.Host;

/// <summary>
/// After a crash, makes of each spare file that an instance had come into an ordinary one that waits for its place: cut to the length of the instance, and marked as others are.
/// Running it twice changes nothing more.
/// </summary>
internal static class SpareRecovery
{
    /// <summary>Goes through the spare files of a volume.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="logged">Entries of its log.</param>
    /// <exception cref="IOException">One cannot be read, cut or marked.</exception>
    public static void Run(StorageVolume volume, IEnumerable<IngestRecord> logged)
    {
        var lengths = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var record in logged.OfType<StoreRecord>())
        {
            lengths[record.TemporaryName] = record.Entry.File.Length;
        }

        foreach (var file in new DirectoryInfo(volume.SpareFolder).EnumerateFiles().Where(static file => SpareFile.IsName(file.Name)))
        {
            using var handle = File.OpenHandle(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (lengths.TryGetValue(file.Name, out var length))
            {
                // Whether it holds what the log says is found out when it is put into its place.
                Cut(handle, length);
            }
            else if (SpareMark.Read(handle) is var (stored, receivedAt) && StoredContent.IsIn(handle, stored))
            {
                if (!ArrivalMark.TryWrite(handle, stored, receivedAt))
                {
                    throw new IOException($"'{file.FullName}' cannot be marked as having come in whole; it stays where it is.");
                }

                Cut(handle, stored.Length);
            }
        }
    }

    private static void Cut(Microsoft.Win32.SafeHandles.SafeFileHandle handle, long length)
    {
        if (RandomAccess.GetLength(handle) > length)
        {
            RandomAccess.SetLength(handle, length);
        }
    }
}
