namespace OptosAdvance.Dicom.Host;

internal sealed partial class BatchWriter
{
    /// <summary>Up to so many files are flushed one by one, at the same time; more with one flush of the volume, which writes the index as well.</summary>
    private const int FewFiles = 4;

    /// <summary>
    /// A flush of the volume writes what else comes in, too. Up to this many bytes of that for each file of the batch it is cheaper than
    /// flushing the files one by one.
    /// </summary>
    private const long MaximumOthersPerFile = 4L << 20;

    /// <summary>
    /// Everything that is to be flushed is so at the same time. With nothing to do meanwhile this thread does the last of it itself: to change threads
    /// twice costs as much as a flush of little.
    /// </summary>
    private void Flush(List<PendingStore> written, List<PendingStore> meanwhile)
    {
        Action? own = null;
        try
        {
            foreach (var flush in Flushes(written))
            {
                if (own is not null)
                {
                    flushes.Start(own);
                }

                own = flush;
            }

            if (meanwhile.Count == 0)
            {
                own?.Invoke();
            }
            else
            {
                flushes.Start(own!);
                PlaceAll(meanwhile, durable: true);
            }
        }
        finally
        {
            flushes.Wait();
        }
    }

    private IEnumerable<Action> Flushes(List<PendingStore> written)
    {
        foreach (var volume in _marks.Keys)
        {
            if (!NeedsFlush(written, volume))
            {
                continue;
            }

            var files = written.FindAll(store => store.Volume == volume && store.File is { IsHeld: false, IsDurable: false }).ConvertAll(static store => store.File);
            var others = volume.IncomingBytes - files.Sum(static file => file.Length);
            if (files.Count > FewFiles && volume.Flush.CanFlushVolume && others <= MaximumOthersPerFile * files.Count)
            {
                yield return volume.Flush.FlushVolume;
                continue;
            }

            foreach (var file in files)
            {
                yield return file.FlushToDisk;
            }

            yield return volume.Log.Flush;
        }
    }
}
