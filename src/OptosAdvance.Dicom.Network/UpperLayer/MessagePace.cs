namespace OptosAdvance.Dicom.Network;

/// <summary>Whether a peer that is in the middle of a message gets on with it. For the reader of a connection only.</summary>
internal sealed class MessagePace(UpperLayerOptions options)
{
    private TimeSpan _waited;
    private long _receivedBefore;

    /// <summary>Begins anew.</summary>
    /// <param name="received">Bytes received on the connection so far.</param>
    public void Restart(long received)
    {
        _waited = TimeSpan.Zero;
        _receivedBefore = received;
    }

    /// <summary>Takes a wait for the peer into account. False when it has sent too little in the time that it was given.</summary>
    /// <param name="wait">How long the wait was.</param>
    /// <param name="received">Bytes received on the connection so far.</param>
    public bool Allows(TimeSpan wait, long received)
    {
        _waited += wait;
        if (_waited < options.MessagePaceInterval)
            return true;
        var isFastEnough = received - _receivedBefore >= options.MinimumMessagePace;
        Restart(received);
        return isFastEnough;
    }
}
