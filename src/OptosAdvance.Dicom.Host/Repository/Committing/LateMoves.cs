namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Acknowledged files on their way into their places: once the log is flushed that names them. Nobody else touches them meanwhile, so that whoever has the right to commit need not wait for this.
/// </summary>
/// <param name="files">The files.</param>
internal sealed class LateMoves(IReadOnlyDictionary<InstanceKey, LatePlacement> files)
{
    private readonly TaskCompletionSource _done = new();
    private readonly List<(StorageVolume Volume, Exception Failure)> _failures = [];
    private int _hasBegun;

    /// <summary>Whether this instance is one of them.</summary>
    public bool Contains(InstanceKey key) => files.ContainsKey(key);

    /// <summary>
    /// Flushes the logs and moves the files, or waits until somebody else has, who began before. They are acknowledged whatever happens here: where the volume has gone meanwhile, they
    /// are put into their places when it is back.
    /// </summary>
    /// <returns>Volumes where it was not done: a recovery there does it from the log.</returns>
    public IReadOnlyList<(StorageVolume Volume, Exception Failure)> Complete()
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) == 0)
        {
            FlushAndMove();
            _done.SetResult();
        }

        _done.Task.Wait();
        return _failures;
    }

    private void FlushAndMove()
    {
        foreach (var waiting in files.GroupBy(static late => late.Value.Volume))
        {
            try
            {
                waiting.Key.Log.Flush();
                Move(waiting);
            }
            catch (Exception exception)
            {
                _failures.Add((waiting.Key, exception));
            }
        }
    }

    private static void Move(IEnumerable<KeyValuePair<InstanceKey, LatePlacement>> waiting)
    {
        // The next one is mostly of the same series.
        var known = "";
        foreach (var (key, late) in waiting)
        {
            var path = late.Volume.PathOf(key);
            var folder = Path.GetDirectoryName(path)!;
            if (folder != known)
            {
                late.Volume.EnsureFolder(folder);
                known = folder;
            }

            if (late.Spare is { } entry)
            {
                MakeOrdinary(late.TemporaryPath, entry);
            }

            File.Move(late.TemporaryPath, path, overwrite: true);
        }
    }

    /// <summary>The mark of a spare file goes with what is cut off. The log names it by now; what the file is to say from then on is for whoever makes the index anew.</summary>
    private static void MakeOrdinary(string path, IndexEntry entry)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        ArrivalMark.TryWrite(file, entry.File, entry.ReceivedAt);
        RandomAccess.SetLength(file, entry.File.Length);
    }
}
