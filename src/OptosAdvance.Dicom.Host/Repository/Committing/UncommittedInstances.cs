namespace OptosAdvance.Dicom.Host;

/// <summary>Acknowledged instances that get into the index with one commit. Whoever reads waits for that.</summary>
internal sealed class UncommittedInstances
{
    private readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _since = Environment.TickCount64;
    private volatile bool _isAwaited;
    private int _count;

    /// <summary>Done when they are in the index, or never will be by way of this commit.</summary>
    public Task Committed => _committed.Task;

    /// <summary>Adds so many; for whoever has the right to commit.</summary>
    public void Add(int count) => _count += count;

    /// <summary>Somebody waits: they are not to wait for more to come. From any thread.</summary>
    public void Hurry() => _isAwaited = true;

    /// <summary>Whether it is time for the commit.</summary>
    /// <param name="maximum">So many are enough.</param>
    /// <param name="after">So long the first may wait.</param>
    public bool IsDue(int maximum, TimeSpan after) =>
        _isAwaited || _count >= maximum || Environment.TickCount64 - _since >= after.TotalMilliseconds;

    /// <summary>Lets those go on who wait.</summary>
    public void Complete() => _committed.TrySetResult();
}
