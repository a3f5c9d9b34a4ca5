namespace OptosAdvance.Dicom.Host;

/// <summary>Keeps the associations that we open within MaximumOutboundAssociations; who waits longest goes first.</summary>
internal sealed class OutboundAssociations(IApplianceSettings settings)
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _open;

    /// <summary>Associations that are open, or about to be.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
            {
                return _open;
            }
        }
    }

    /// <summary>Waits for a turn; disposing the result ends it.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue(turn);
            LetIn();
        }

        await using var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await turn.Task;
        return new Turn(this);
    }

    /// <summary>Called with the gate held. The limit is the one in force now, so that raising it takes effect with the next turn.</summary>
    private void LetIn()
    {
        while (_open < settings.Current.LocalAE.MaximumOutboundAssociations && _waiting.TryDequeue(out var turn))
        {
            // One that has given up meanwhile takes no place.
            if (turn.TrySetResult())
            {
                _open++;
            }
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _open--;
            LetIn();
        }
    }

    private sealed class Turn(OutboundAssociations owner) : IDisposable
    {
        private OutboundAssociations? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Leave();
    }
}
