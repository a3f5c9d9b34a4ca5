using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Whether the repository takes data: Running, Suspended with reasons, or Stopped. Thread-safe.</summary>
internal sealed partial class RepositoryState(IActivityLog activity, TimeProvider time, ILogger<RepositoryState> logger)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<SuspensionCause, string> _causes = [];
    private volatile bool _started;
    private volatile string? _reason;
    private DateTimeOffset _since = time.GetUtcNow();

    public ServiceState Current => !_started ? ServiceState.Stopped : _reason is null ? ServiceState.Running : ServiceState.Suspended;

    /// <summary>Every reason of a suspension; null when there is none.</summary>
    public string? Reason => _reason;

    /// <summary>Whether an instance may be stored now.</summary>
    public bool IsRunning => _started && _reason is null;

    /// <summary>Since when the state is what it is.</summary>
    public DateTimeOffset Since
    {
        get
        {
            lock (_gate)
            {
                return _since;
            }
        }
    }

    /// <summary>
    /// Called at the beginning and the end of each suspension, in their order, with the reason or null; must return at once. One suspension lasts from
    /// its first cause to the end of its last.
    /// </summary>
    public Action<string?>? SuspensionChanged { get; set; }

    /// <summary>The storage service has begun its work.</summary>
    public void Start() => SetStarted(true);

    /// <summary>The storage service takes no more data.</summary>
    public void Stop() => SetStarted(false);

    /// <summary>Suspends for a cause; a cause that holds already only changes its reason.</summary>
    public void Suspend(SuspensionCause cause, string reason)
    {
        bool isNew;
        lock (_gate)
        {
            isNew = _causes.Count == 0;
            _causes[cause] = reason;
            _reason = string.Join(" ", _causes.Values);
            if (isNew)
            {
                _since = time.GetUtcNow();
                SuspensionChanged?.Invoke(reason);
            }
        }

        if (isNew)
        {
            LogSuspended(reason);
            activity.Record(new ActivityRecord
            {
                Kind = ActivityKind.Host,
                Outcome = ActivityOutcome.Failure,
                Message = $"Storage suspended: {reason}",
            });
        }
    }

    /// <summary>A cause is over; the service resumes when it was the last.</summary>
    public void Clear(SuspensionCause cause)
    {
        bool isOver;
        lock (_gate)
        {
            if (!_causes.Remove(cause))
            {
                return;
            }

            isOver = _causes.Count == 0;
            _reason = isOver ? null : string.Join(" ", _causes.Values);
            if (isOver)
            {
                _since = time.GetUtcNow();
                SuspensionChanged?.Invoke(null);
            }
        }

        if (isOver)
        {
            LogResumed();
            activity.Record(new ActivityRecord { Kind = ActivityKind.Host, Message = "Storage resumed." });
        }
    }

    public bool Holds(SuspensionCause cause)
    {
        lock (_gate)
        {
            return _causes.ContainsKey(cause);
        }
    }

    private void SetStarted(bool started)
    {
        lock (_gate)
        {
            _started = started;
            _since = time.GetUtcNow();
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "Storage is suspended: {Reason}")]
    private partial void LogSuspended(string reason);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Storage is resumed.")]
    private partial void LogResumed();
}
