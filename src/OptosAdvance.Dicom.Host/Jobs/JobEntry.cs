using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>A job that is not over. Guarded by the queue's lock.</summary>
internal sealed class JobEntry(OutboundJob job, string? data)
{
    /// <summary>By priority, then in the order in which they came.</summary>
    public static IComparer<JobEntry> Order { get; } = Comparer<JobEntry>.Create(static (one, other) =>
        one.Job.Priority != other.Job.Priority ? other.Job.Priority.CompareTo(one.Job.Priority) : one.Job.Id.CompareTo(other.Job.Id));

    private TaskCompletionSource _changed = New();

    /// <summary>How it stands.</summary>
    public OutboundJob Job { get; private set; } = job;

    /// <summary>What its executor keeps.</summary>
    public string? Data { get; set; } = data;

    /// <summary>Attempts in a row that brought nothing.</summary>
    public int Failures { get; set; }

    /// <summary>Instances that were confirmed in the attempt that runs.</summary>
    public int Progress { get; set; }

    /// <summary>Ends the attempt that runs; null while none does.</summary>
    public CancellationTokenSource? Run { get; set; }

    /// <summary>Somebody wants it stopped.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Done when it is over and that survives a crash.</summary>
    public TaskCompletionSource<OutboundJob> Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done at the next change.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Changes it and tells those who watch.</summary>
    public OutboundJob Change(Func<OutboundJob, OutboundJob> change)
    {
        Job = change(Job);
        Tell();
        return Job;
    }

    /// <summary>Tells those who watch.</summary>
    public void Tell()
    {
        var changed = _changed;
        _changed = New();
        changed.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
