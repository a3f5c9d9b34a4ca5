using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// The C-MOVEs of ours that are under way. What they bring comes on associations that the peer opens, and is told by what the peer says of it: for whom, and for which of our messages,
/// it sends (Move Originator, PS3.7 9.1.1.1.7 and 9.1.1.1.8). Thread-safe.
/// </summary>
internal sealed class OwnMoves
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ushort, OwnMove> _running = [];
    private ushort _last;

    /// <summary>Begins one; its message id is no other's until it is over.</summary>
    /// <param name="peerAETitle">Who is asked.</param>
    /// <param name="ownAETitle">Who asks.</param>
    /// <param name="studyInstanceUid">What for.</param>
    public OwnMove Begin(string peerAETitle, string ownAETitle, string studyInstanceUid)
    {
        lock (_gate)
        {
            do
            {
                _last++;
            }
            while (_last == 0 || _running.ContainsKey(_last));

            return _running[_last] = new OwnMove(this, _last, peerAETitle, ownAETitle, studyInstanceUid);
        }
    }

    /// <summary>The one that an instance comes for; null when it comes for none, or the peer does not say.</summary>
    /// <param name="request">The instance.</param>
    /// <param name="callingAETitle">Who sends it.</param>
    /// <param name="studyInstanceUid">The study that it belongs to.</param>
    public OwnMove? Find(CStoreRequest request, string callingAETitle, string studyInstanceUid)
    {
        if (request is not { MoveOriginatorAETitle: { } originator, MoveOriginatorMessageId: { } id })
        {
            return null;
        }

        lock (_gate)
        {
            return _running.TryGetValue(id, out var move)
                && move.OwnAETitle == originator && move.PeerAETitle == callingAETitle && move.StudyInstanceUid == studyInstanceUid ? move : null;
        }
    }

    /// <summary>It is over.</summary>
    internal void End(OwnMove move)
    {
        lock (_gate)
        {
            if (_running.GetValueOrDefault(move.MessageId) == move)
            {
                _running.Remove(move.MessageId);
            }
        }
    }
}
