namespace OptosAdvance.Dicom.Network;

/// <summary>Where a connection stands in the state table. Thread-safe.</summary>
internal sealed class UpperLayerMachine(bool isRequestor)
{
    private readonly Lock _gate = new();

    public UpperLayerState State { get; private set; } = UpperLayerState.Sta1;

    public bool IsRequestor { get; } = isRequestor;

    /// <summary>Moves to the next state and says what to do; <see cref="UpperLayerAction.None"/> when the event means nothing in this state.</summary>
    public UpperLayerAction Fire(UpperLayerEvent happened)
    {
        lock (_gate)
        {
            if (UpperLayerTable.Find(happened, State) is not { } transition)
                return UpperLayerAction.None;
            State = transition.Action == UpperLayerAction.AR8 && !IsRequestor ? UpperLayerState.Sta10 : transition.Next;
            return transition.Action;
        }
    }

    /// <summary>The other outcome of AE-6: the upper layer itself rejects the request.</summary>
    public void RejectRequest()
    {
        lock (_gate)
            State = UpperLayerState.Sta13;
    }

    /// <summary>The transport connection is closed by us.</summary>
    public void Close()
    {
        lock (_gate)
            State = UpperLayerState.Sta1;
    }
}
