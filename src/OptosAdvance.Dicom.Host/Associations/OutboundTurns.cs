namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Keeps the connections that we open within MaximumOutboundAssociations. Destinations take turns, and within a destination who waits longest
/// goes first: a hundred that wait for one server do not hold up the first one for another.
/// </summary>
internal sealed class OutboundTurns(IApplianceSettings settings)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _order = new();
    private int _open;

    /// <summary>Connections that are open, or about to be.</summary>
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
    /// <param name="destination">Name of the remote AE, or what else tells destinations apart.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IDisposable> EnterAsync(string destination, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_lines.TryGetValue(destination, out var line))
            {
                _lines[destination] = line = new Queue<TaskCompletionSource>();
                _order.Enqueue(destination);
            }

            line.Enqueue(turn);
            LetIn();
        }

        await using var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await turn.Task;
        return new Turn(this);
    }

    /// <summary>Called with the gate held. The limit is the one in force now, so that raising it takes effect with the next turn.</summary>
    private void LetIn()
    {
        while (_open < settings.Current.LocalAE.MaximumOutboundAssociations && _order.TryDequeue(out var destination))
        {
            var line = _lines[destination];

            // Those that have given up meanwhile take no place.
            while (line.TryDequeue(out var turn))
            {
                if (turn.TrySetResult())
                {
                    _open++;
                    break;
                }
            }

            if (line.Count > 0)
            {
                _order.Enqueue(destination);
            }
            else
            {
                _lines.Remove(destination);
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

    private sealed class Turn(OutboundTurns owner) : IDisposable
    {
        private OutboundTurns? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Leave();
    }
}
