namespace OptosAdvance.Dicom.Host;

/// <summary>
/// The space of one instance that is coming in. Nobody knows beforehand how long it will be, so the share grows with it. Not thread-safe.
/// </summary>
internal sealed class SpaceReservation(SpaceGuard guard) : IDisposable
{
    /// <summary>What an instance costs besides its bytes: folders, log and index.</summary>
    private const long Overhead = 16L << 10;

    private const long SmallestShare = 64L << 10;
    private const long LargestShare = 4L << 20;

    private long _held;
    private long _written;

    /// <summary>Sees to it that so many more bytes may be written.</summary>
    /// <returns>False when they may not: the service is suspended then.</returns>
    public bool TryCover(long bytes)
    {
        if (_written == 0 && _held == 0)
        {
            bytes += Overhead;
        }

        var missing = bytes - _held;
        if (missing <= 0)
        {
            return true;
        }

        var share = Math.Max(missing, Math.Clamp(_written, SmallestShare, LargestShare));
        if (guard.TryReserve(share))
        {
            _held += share;
        }
        else if (guard.TryReserve(missing))
        {
            _held += missing;
        }
        else
        {
            guard.SuspendForInstance();
            return false;
        }

        return true;
    }

    /// <summary>Bytes that were covered have been written.</summary>
    public void Written(long bytes)
    {
        _held -= bytes;
        _written += bytes;
        guard.Budget.Written(bytes);
    }

    public void Dispose()
    {
        guard.Budget.Return(_held);
        _held = 0;
    }
}
