namespace OptosAdvance.Dicom.Host;

/// <summary>A prepared change that is one action, and leaves nothing behind when it is not committed.</summary>
internal sealed class PreparedAction(Action commit) : IPreparedChange
{
    public Task CommitAsync()
    {
        commit();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
