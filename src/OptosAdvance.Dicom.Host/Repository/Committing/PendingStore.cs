namespace OptosAdvance.Dicom.Host;

/// <summary>An instance that waits to be committed.</summary>
internal sealed class PendingStore(IncomingFile file, IndexEntry entry, bool mayWait = false) : PendingWork
{
    private readonly TaskCompletionSource<CommitOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool MayWait { get; } = mayWait;

    public IncomingFile File { get; } = file;

    public IndexEntry Entry { get; } = entry;

    public InstanceKey Key { get; } = entry.Content.Key;

    public StorageVolume Volume => File.Volume;

    public Task<CommitOutcome> Completion => _completion.Task;

    public CommitOutcome Outcome { get; set; }

    /// <summary>The file that it replaces, on the same volume.</summary>
    public StoredFile? Replaced { get; set; }

    /// <summary>Path of another version on a volume that is not written to any more; removed once this one is durable.</summary>
    public string? Superseded { get; set; }

    /// <summary>The instance of the same batch that holds the same data set.</summary>
    public PendingStore? SameAs { get; set; }

    /// <summary>Its file is in the study's folder.</summary>
    public bool IsPlaced { get; set; }

    /// <summary>Its file is durable with its mark, and is moved into the study's folder when the log has been flushed, with others.</summary>
    public bool IsPlacedLater { get; set; }

    /// <summary>Why it cannot be stored, though the rest of the batch can.</summary>
    public Exception? Failure { get; set; }

    public bool IsToBeWritten => Failure is null && Outcome != CommitOutcome.Unchanged;

    public void Complete()
    {
        if (Failure is null)
        {
            _completion.TrySetResult(Outcome);
        }
        else
        {
            _completion.TrySetException(Failure);
        }
    }

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
