namespace OptosAdvance.Dicom.Host;

internal sealed partial class IngestCommitter
{
    /// <summary>The log is emptied when it, or what a start would have to read again, has grown this large.</summary>
    private const long CheckpointLogBytes = 64L << 20;

    private long _emptiedAt = Environment.TickCount64;

    /// <summary>So long the logs may wait to be emptied while instances come in: what a start would have to do stays bounded.</summary>
    internal TimeSpan PutOffFor { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Makes the index durable and empties the logs.</summary>
    public Task<bool> CheckpointAsync() => RunAsync(_ => Checkpoint());

    /// <summary>As <see cref="CheckpointAsync"/>, also when nothing was received since the last one.</summary>
    public Task<bool> MakeIndexDurableAsync() => RunAsync(index => Checkpoint() && index.Checkpoint());

    /// <summary>
    /// As <see cref="CheckpointAsync"/>, but not while instances come in, unless it has been put off for long: a flush of the whole volume writes what comes in, too, and all
    /// senders wait for it.
    /// </summary>
    /// <returns>Whether it was done.</returns>
    public Task<bool> CheckpointUnlessBusyAsync() => IsBusy && !HasWaitedLong ? Task.FromResult(false) : CheckpointAsync();

    private bool IsBusy => _volumes.Open.Any(static volume => !volume.IsQuietFor(s_tidyInPause));

    private bool HasWaitedLong => Environment.TickCount64 - Volatile.Read(ref _emptiedAt) >= PutOffFor.TotalMilliseconds;

    private bool Checkpoint()
    {
        RecoverVolumesInDoubt();
        return EmptyLogs();
    }

    private bool EmptyLogs()
    {
        // The log of a volume that is away, or in doubt, is all that there is of some of it.
        var volumes = _volumes.Open.Where(volume => volume.Log.Length > 0 && !_inDoubt.Contains(volume) && volume.IsPresent).ToList();
        if (volumes.Count == 0)
        {
            NoteEmptied();
            return true;
        }

        foreach (var volume in volumes)
        {
            volume.FlushPlaced();
        }

        if (!_index.Checkpoint())
        {
            return false;
        }

        foreach (var volume in volumes)
        {
            volume.Log.Empty();
        }

        NoteEmptied();
        return true;
    }

    private void NoteEmptied() => Volatile.Write(ref _emptiedAt, Environment.TickCount64);
}
