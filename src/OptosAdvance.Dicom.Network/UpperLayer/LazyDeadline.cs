namespace OptosAdvance.Dicom.Network;

/// <summary>
/// A time-out that is cheap to set and to clear for every message: the timer is left running and looks at the deadline when it fires.
/// Thread-safe.
/// </summary>
internal sealed class LazyDeadline(TimeProvider timeProvider, Action expired) : IDisposable
{
    private readonly Lock _gate = new();
    private long _deadline = long.MaxValue;
    private long _scheduled = long.MaxValue;
    private ITimer? _timer;
    private bool _disposed;

    public void Set(TimeSpan after)
    {
        if (after == Timeout.InfiniteTimeSpan)
        {
            Clear();
            return;
        }

        var deadline = timeProvider.GetTimestamp() + (long)(after.TotalSeconds * timeProvider.TimestampFrequency);
        Volatile.Write(ref _deadline, deadline);
        if (deadline < Volatile.Read(ref _scheduled))
            Schedule(deadline, after);
    }

    public void Clear() => Volatile.Write(ref _deadline, long.MaxValue);

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void Schedule(long deadline, TimeSpan after)
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _scheduled = deadline;
            if (_timer is null)
                _timer = timeProvider.CreateTimer(static state => ((LazyDeadline)state!).Fired(), this, after, Timeout.InfiniteTimeSpan);
            else
                _timer.Change(after, Timeout.InfiniteTimeSpan);
        }
    }

    private void Fired()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            var deadline = Volatile.Read(ref _deadline);
            var now = timeProvider.GetTimestamp();
            Volatile.Write(ref _scheduled, long.MaxValue);
            if (deadline == long.MaxValue)
                return;
            if (deadline > now)
            {
                Schedule(deadline, TimeSpan.FromTicks((deadline - now) * TimeSpan.TicksPerSecond / timeProvider.TimestampFrequency + 1));
                return;
            }

            Volatile.Write(ref _deadline, long.MaxValue);
        }

        expired();
    }
}
