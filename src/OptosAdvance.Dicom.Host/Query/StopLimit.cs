using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Bounds how long a peer may take to end an operation after C-CANCEL: from the moment that the work is to stop, the association is aborted when
/// the time has passed.
/// </summary>
internal sealed class StopLimit : IDisposable
{
    /// <summary>What a peer has to answer C-CANCEL and A-RELEASE.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly DicomAssociation _association;
    private readonly TimeProvider _time;
    private readonly CancellationTokenRegistration _registration;
    private ITimer? _timer;
    private bool _disposed;

    public StopLimit(DicomAssociation association, TimeProvider time, CancellationToken cancellationToken)
    {
        _association = association;
        _time = time;
        _registration = cancellationToken.UnsafeRegister(static state => ((StopLimit)state!).Start(), this);
    }

    /// <summary>The time runs from now.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _timer ??= _time.CreateTimer(static state => ((DicomAssociation)state!).Abort(), _association, Default, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }
}
