namespace OptosAdvance.Dicom.Host;

internal sealed partial class BatchWriter
{
    private void PlaceAll(List<PendingStore> stores, bool durable)
    {
        foreach (var store in stores)
        {
            Place(store, durable);
        }
    }

    private void Place(PendingStore store, bool durable)
    {
        var path = store.Volume.PathOf(store.Key);
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            try
            {
                Place(store, path, durable);
            }
            catch (IOException) when (!Directory.Exists(folder))
            {
                store.Volume.EnsureFolder(folder);
                Place(store, path, durable);
            }

            store.IsPlaced = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(store, exception);
        }
    }

    private static void Place(PendingStore store, string path, bool durable)
    {
        if (store.Outcome == CommitOutcome.Stored && store.File.IsHeld && store.File.TryPlaceAt(path))
        {
            return;
        }

        store.File.MakeFile();
        if (!durable && (store.Replaced is not null || !store.Volume.Flush.CanFlushVolume))
        {
            // A rename may reach the disk before the bytes do; then a power cut would leave neither the old file nor the new one.
            store.File.FlushToDisk();
        }

        store.File.MoveTo(path);
    }
}
