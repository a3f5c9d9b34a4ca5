namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Bytes that may still come in before the repository's volume is down to its critical mark. What is coming in takes its share before it is
/// written, so that many senders together do not get below the mark. Thread-safe.
/// </summary>
/// <remarks>
/// Bytes that are written leave the reservation after the write, and a measurement counts what is reserved before it looks at the volume: a byte
/// may be counted twice for a moment, but never not at all.
/// </remarks>
internal sealed class SpaceBudget
{
    private readonly Lock _gate = new();
    private long _available = long.MaxValue;
    private long _reserved;
    private long _taken;
    private long _alarm = long.MinValue;

    /// <summary>Called once after each measurement when so much has come in that free space is probably below the low mark.</summary>
    public Action? LowReached { get; set; }

    /// <summary>Bytes that are taken and not written yet.</summary>
    public long Reserved
    {
        get
        {
            lock (_gate)
            {
                return _reserved;
            }
        }
    }

    /// <summary>Takes bytes; false when they would go below the critical mark.</summary>
    public bool TryTake(long bytes)
    {
        bool isLow;
        lock (_gate)
        {
            if (bytes > _available)
            {
                return false;
            }

            _available -= bytes;
            _reserved += bytes;
            _taken += bytes;
            isLow = _available < _alarm;
            if (isLow)
            {
                _alarm = long.MinValue;
            }
        }

        if (isLow)
        {
            LowReached?.Invoke();
        }

        return true;
    }

    /// <summary>Bytes that were taken have been written.</summary>
    public void Written(long bytes)
    {
        lock (_gate)
        {
            _reserved -= bytes;
        }
    }

    /// <summary>Bytes that were taken will not be written.</summary>
    public void Return(long bytes)
    {
        lock (_gate)
        {
            _reserved -= bytes;
            _available += bytes;
        }
    }

    /// <summary>Measures, and begins to count anew from what is really free.</summary>
    /// <param name="measure">Free bytes and the marks; null when the volume cannot be measured, which changes nothing.</param>
    public void Renew(Func<(long Free, SpaceMarks Marks)?> measure)
    {
        long reserved;
        long taken;
        lock (_gate)
        {
            reserved = _reserved;
            taken = _taken;
        }

        if (measure() is not var (free, marks))
        {
            return;
        }

        lock (_gate)
        {
            _available = free - marks.Critical - reserved - (_taken - taken);
            _alarm = free >= marks.Low ? marks.Low - marks.Critical : long.MinValue;
        }
    }
}
