using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Whether the repository takes data: Running, Suspended with reasons, or Stopped. Thread-safe.</summary>
internal sealed partial class RepositoryState(IActivityLog activity, ILogger<RepositoryState> logger)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<SuspensionCause, string> _causes = [];
    private volatile bool _started;
    private volatile string? _reason;

    public ServiceState Current => !_started ? ServiceState.Stopped : _reason is null ? ServiceState.Running : ServiceState.Suspended;

    /// <summary>Every reason of a suspension; null when there is none.</summary>
    public string? Reason => _reason;

    /// <summary>Whether an instance may be stored now.</summary>
    public bool IsRunning => _started && _reason is null;

    /// <summary>The storage service has begun its work.</summary>
    public void Start() => _started = true;

    /// <summary>The storage service takes no more data.</summary>
    public void Stop() => _started = false;

    /// <summary>Suspends for a cause; a cause that holds already only changes its reason.</summary>
    public void Suspend(SuspensionCause cause, string reason)
    {
        bool isNew;
        lock (_gate)
        {
            isNew = _causes.Count == 0;
            _causes[cause] = reason;
            _reason = string.Join(" ", _causes.Values);
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
        lock (_gate)
        {
            if (!_causes.Remove(cause))
            {
                return;
            }

            _reason = _causes.Count == 0 ? null : string.Join(" ", _causes.Values);
        }

        if (_reason is null)
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

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "Storage is suspended: {Reason}")]
    private partial void LogSuspended(string reason);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Storage is resumed.")]
    private partial void LogResumed();
}
