namespace OptosAdvance.Dicom.Network.Tests;

public sealed class UpperLayerTableTests
{
    [Fact]
    public void Has_the_entries_of_the_standard()
    {
        var entries = 0;
        for (var state = UpperLayerState.Sta1; state <= UpperLayerState.Sta13; state++)
        {
            for (var happened = UpperLayerEvent.AssociateRequestPrimitive; happened <= UpperLayerEvent.InvalidPdu; happened++)
            {
                if (UpperLayerTable.Find(happened, state) is not null)
                    entries++;
            }
        }

        // PS3.8 Table 9-10, counted row by row: 1+1+11+11+1+11+1+1+2+11+1+11+11+3+10+11+12+2+11.
        Assert.Equal(123, entries);
    }

    [Theory]
    [InlineData(UpperLayerState.Sta2)]
    [InlineData(UpperLayerState.Sta3)]
    [InlineData(UpperLayerState.Sta5)]
    [InlineData(UpperLayerState.Sta6)]
    [InlineData(UpperLayerState.Sta7)]
    [InlineData(UpperLayerState.Sta8)]
    [InlineData(UpperLayerState.Sta9)]
    [InlineData(UpperLayerState.Sta10)]
    [InlineData(UpperLayerState.Sta11)]
    [InlineData(UpperLayerState.Sta12)]
    [InlineData(UpperLayerState.Sta13)]
    internal void Ends_in_every_state_when_the_peer_aborts_or_goes(UpperLayerState state)
    {
        Assert.Equal(UpperLayerState.Sta1, UpperLayerTable.Find(UpperLayerEvent.AbortPdu, state)!.Value.Next);
        Assert.Equal(UpperLayerState.Sta1, UpperLayerTable.Find(UpperLayerEvent.TransportClosed, state)!.Value.Next);
        Assert.Equal(UpperLayerState.Sta13, UpperLayerTable.Find(UpperLayerEvent.InvalidPdu, state)!.Value.Next);
    }

    [Fact]
    public void Walks_an_acceptor_from_request_to_release()
    {
        var machine = new UpperLayerMachine(isRequestor: false);

        Assert.Equal(
            [UpperLayerAction.AE5, UpperLayerAction.AE6, UpperLayerAction.AE7, UpperLayerAction.DT2, UpperLayerAction.DT1, UpperLayerAction.AR2, UpperLayerAction.AR4, UpperLayerAction.AR5],
            new[]
            {
                UpperLayerEvent.TransportIndication, UpperLayerEvent.AssociateRequestPdu, UpperLayerEvent.AcceptPrimitive, UpperLayerEvent.DataPdu, UpperLayerEvent.DataPrimitive,
                UpperLayerEvent.ReleaseRequestPdu, UpperLayerEvent.ReleaseResponsePrimitive, UpperLayerEvent.TransportClosed,
            }.Select(machine.Fire));
        Assert.Equal(UpperLayerState.Sta1, machine.State);
    }

    [Fact]
    public void Walks_a_requestor_from_request_to_release()
    {
        var machine = new UpperLayerMachine(isRequestor: true);

        Assert.Equal(
            [UpperLayerAction.AE1, UpperLayerAction.AE2, UpperLayerAction.AE3, UpperLayerAction.DT1, UpperLayerAction.AR1, UpperLayerAction.AR6, UpperLayerAction.AR3],
            new[]
            {
                UpperLayerEvent.AssociateRequestPrimitive, UpperLayerEvent.TransportConnected, UpperLayerEvent.AssociateAcceptPdu, UpperLayerEvent.DataPrimitive,
                UpperLayerEvent.ReleaseRequestPrimitive, UpperLayerEvent.DataPdu, UpperLayerEvent.ReleaseResponsePdu,
            }.Select(machine.Fire));
        Assert.Equal(UpperLayerState.Sta1, machine.State);
    }

    [Fact]
    public void Resolves_a_release_collision_on_both_sides()
    {
        var requestor = Established(isRequestor: true);
        var acceptor = Established(isRequestor: false);

        Assert.Equal(UpperLayerAction.AR1, requestor.Fire(UpperLayerEvent.ReleaseRequestPrimitive));
        Assert.Equal(UpperLayerAction.AR1, acceptor.Fire(UpperLayerEvent.ReleaseRequestPrimitive));
        Assert.Equal(UpperLayerAction.AR8, requestor.Fire(UpperLayerEvent.ReleaseRequestPdu));
        Assert.Equal(UpperLayerAction.AR8, acceptor.Fire(UpperLayerEvent.ReleaseRequestPdu));
        Assert.Equal((UpperLayerState.Sta9, UpperLayerState.Sta10), (requestor.State, acceptor.State));
        Assert.Equal(UpperLayerAction.AR9, requestor.Fire(UpperLayerEvent.ReleaseResponsePrimitive));
        Assert.Equal(UpperLayerAction.AR10, acceptor.Fire(UpperLayerEvent.ReleaseResponsePdu));
        Assert.Equal(UpperLayerAction.AR4, acceptor.Fire(UpperLayerEvent.ReleaseResponsePrimitive));
        Assert.Equal(UpperLayerAction.AR3, requestor.Fire(UpperLayerEvent.ReleaseResponsePdu));
        Assert.Equal((UpperLayerState.Sta1, UpperLayerState.Sta13), (requestor.State, acceptor.State));
    }

    private static UpperLayerMachine Established(bool isRequestor)
    {
        var machine = new UpperLayerMachine(isRequestor);
        foreach (var happened in isRequestor
            ? new[] { UpperLayerEvent.AssociateRequestPrimitive, UpperLayerEvent.TransportConnected, UpperLayerEvent.AssociateAcceptPdu }
            : [UpperLayerEvent.TransportIndication, UpperLayerEvent.AssociateRequestPdu, UpperLayerEvent.AcceptPrimitive])
        {
            machine.Fire(happened);
        }

        return machine;
    }
}
