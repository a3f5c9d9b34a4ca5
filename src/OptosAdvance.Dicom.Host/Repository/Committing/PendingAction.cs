namespace OptosAdvance.Dicom.Host;

/// <summary>Work that the committer does between two batches, alone with the index and the logs.</summary>
internal sealed class PendingAction<T>(Func<T> action) : PendingAction
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Completion => _completion.Task;

    public override void Run() => _completion.TrySetResult(action());

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}

/// <summary>Work that the committer does between two batches.</summary>
internal abstract class PendingAction : PendingWork
{
    /// <summary>It changes the index, in the transaction that is open: what is there need not be committed before it.</summary>
    public bool JoinsTransaction { get; init; }

    public abstract void Run();
}
