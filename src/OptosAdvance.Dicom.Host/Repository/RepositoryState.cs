using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Whether the repository takes data: Running, Suspended with reasons, or Stopped. A suspension outlives a restart of the host. Thread-safe.
/// </summary>
internal sealed partial class RepositoryState(IActivityLog activity, TimeProvider time, ILogger<RepositoryState> logger, SuspensionFile? file = null)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<SuspensionCause, string> _causes = [];
    private volatile bool _started;
    private volatile string? _reason;
    private DateTimeOffset _since = time.GetUtcNow();
    private bool _isTold;

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

    /// <summary>
    /// Goes on with a suspension of before the restart, until a look at the volume ends it. Who was told of it is not told again.
    /// </summary>
    public void Restore()
    {
        lock (_gate)
        {
            if (file?.Read() is not { } kept)
            {
                // So that the file has its blocks before the volume is full.
                Keep();
                return;
            }

            foreach (var (cause, reason) in kept.Causes)
            {
                _causes[cause] = reason;
            }

            (_since, _isTold) = (kept.Since, kept.IsTold);
            _reason = string.Join(" ", _causes.Values);
            if (!_isTold)
            {
                SuspensionChanged?.Invoke(_reason);
            }
        }

        LogStillSuspended(_reason!);
    }

    /// <summary>Somebody was told of the suspension.</summary>
    public void Told()
    {
        lock (_gate)
        {
            if (_causes.Count > 0)
            {
                _isTold = true;
                Keep();
            }
        }
    }

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
            var isCauseNew = !_causes.ContainsKey(cause);
            _causes[cause] = reason;
            _reason = string.Join(" ", _causes.Values);
            if (isNew)
            {
                (_since, _isTold) = (time.GetUtcNow(), false);
                SuspensionChanged?.Invoke(reason);
            }

            if (isCauseNew)
            {
                Keep();
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

            Keep();
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
            if (!started || _causes.Count == 0)
            {
                _since = time.GetUtcNow();
            }
        }
    }

    private void Keep() => file?.Write(new SuspensionRecord { Since = _since, IsTold = _isTold, Causes = new Dictionary<SuspensionCause, string>(_causes) });

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "Storage is suspended: {Reason}")]
    private partial void LogSuspended(string reason);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Error, Message = "Storage is still suspended: {Reason}")]
    private partial void LogStillSuspended(string reason);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Storage is resumed.")]
    private partial void LogResumed();
}
