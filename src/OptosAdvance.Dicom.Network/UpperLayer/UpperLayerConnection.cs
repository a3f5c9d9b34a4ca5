
namespace OptosAdvance.Dicom.Network;

/// <summary>
/// The upper layer of one connection (PS3.8): carries out the state table over a transport. One reader at a time; writing is serialised per PDU.
/// P-DATA-TF is never held whole: fragments are announced, their bytes are read with <see cref="TryReadPayload"/> and <see cref="WaitForPayloadAsync"/>.
/// </summary>
internal sealed partial class UpperLayerConnection : IDisposable
{
    private readonly Transport _transport;
    private readonly UpperLayerMachine _machine;
    private readonly UpperLayerOptions _options;
    private readonly PduTranscript? _transcript;
    private readonly LazyDeadline _artim;
    private readonly LazyDeadline _idle;
    private readonly LazyDeadline _write;
    private readonly SemaphoreSlim _pipeLock = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _outcomeGate = new();
    private AssociationOutcome? _outcome;
    private AssociationOutcome? _abortWanted;
    private string _waitingFor = "";
    private readonly TimeProvider _timeProvider;
    private readonly MessagePace _pace;
    private bool _readTimedOut;
    private bool _hasPartOfHeader;
    private uint _pduRemaining;
    private bool _betweenMessages = true;
    private bool _interrupted;
    private bool _closedEarly;

    public UpperLayerConnection(Transport transport, bool isRequestor, UpperLayerOptions options, TimeProvider timeProvider, PduTranscript? transcript)
    {
        _transport = transport;
        _machine = new UpperLayerMachine(isRequestor);
        _options = options;
        _timeProvider = timeProvider;
        _pace = new MessagePace(options);
        _transcript = transcript;
        _artim = new LazyDeadline(timeProvider, ReadTimedOut);
        _idle = new LazyDeadline(timeProvider, ReadTimedOut);
        _write = new LazyDeadline(timeProvider, WriteTimedOut);
        Ended = _ended.Token;
    }

    public UpperLayerState State => _machine.State;

    public Transport Transport => _transport;

    public PduTranscript? Transcript => _transcript;

    public long BytesReceived { get; private set; }

    public long BytesSent { get; private set; }

    /// <summary>Cancelled as soon as the association is over or is to be aborted.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Set once, by whatever ended the association first.</summary>
    public AssociationOutcome? Outcome
    {
        get
        {
            lock (_outcomeGate)
                return _outcome;
        }
    }

    /// <summary>Whether a silence of the peer between two messages is limited too.</summary>
    public bool LimitsSilenceBetweenMessages { get; set; }

    /// <summary>A message is being read: its next fragment belongs to it.</summary>
    public bool BetweenMessages
    {
        set => _betweenMessages = value;
    }

    /// <summary>AE-5: the acceptor's start.</summary>
    public void StartAsAcceptor()
    {
        _machine.Fire(UpperLayerEvent.TransportIndication);
        _waitingFor = "an association request";
        _artim.Set(_options.ArtimTimeout);
    }

    /// <summary>AE-1, AE-2: the requestor's start on an open transport connection.</summary>
    public async ValueTask RequestAsync(AssociateRequestPdu request)
    {
        _machine.Fire(UpperLayerEvent.AssociateRequestPrimitive);
        _machine.Fire(UpperLayerEvent.TransportConnected);
        _waitingFor = "an answer to the association request";
        _artim.Set(_options.ArtimTimeout);
        await SendAsync(request).ConfigureAwait(false);
    }

    /// <summary>AE-7.</summary>
    public async ValueTask AcceptAsync(AssociateAcceptPdu accept)
    {
        if (_machine.Fire(UpperLayerEvent.AcceptPrimitive) == UpperLayerAction.AE7)
            await SendAsync(accept).ConfigureAwait(false);
    }

    /// <summary>AE-8, or AE-6 with a refusal by the upper layer itself.</summary>
    public async ValueTask RejectAsync(AssociationRejection rejection)
    {
        if (_machine.Fire(UpperLayerEvent.RejectPrimitive) != UpperLayerAction.AE8)
            return;
        End(AssociationEnding.Rejected, $"rejected {rejection}");
        await SendAsync(new AssociateRejectPdu(rejection)).ConfigureAwait(false);
        _artim.Set(_options.ArtimTimeout);
    }

    /// <summary>AR-1: asks for the release; the answer is indicated to the reader. False when there is nothing to release any more.</summary>
    public async ValueTask<bool> RequestReleaseAsync()
    {
        if (_machine.Fire(UpperLayerEvent.ReleaseRequestPrimitive) != UpperLayerAction.AR1)
            return false;
        _waitingFor = "an answer to the release request";
        _artim.Set(_options.ArtimTimeout);
        await SendAsync(ReleaseRequestPdu.Instance).ConfigureAwait(false);
        return true;
    }

    /// <summary>AR-4 or AR-9: answers the peer's release request. True when the association is over with that.</summary>
    public async ValueTask<bool> AnswerReleaseAsync()
    {
        switch (_machine.Fire(UpperLayerEvent.ReleaseResponsePrimitive))
        {
            case UpperLayerAction.AR4:
                End(AssociationEnding.Released, "released");
                await SendAsync(ReleaseResponsePdu.Instance).ConfigureAwait(false);
                _artim.Set(_options.ArtimTimeout);
                return true;
            case UpperLayerAction.AR9:
                await SendAsync(ReleaseResponsePdu.Instance).ConfigureAwait(false);
                return false;
            default:
                return true;
        }
    }

    /// <summary>Has the association aborted as soon as its reader can. Thread-safe; only the first reason counts.</summary>
    public void RequestAbort(AssociationEnding ending, string text)
    {
        lock (_outcomeGate)
        {
            if (_outcome is not null || _abortWanted is not null)
                return;
            _abortWanted = new AssociationOutcome(ending, text);
        }

        _ended.Cancel();
        _transport.Input.CancelPendingRead();
    }

    /// <summary>Aborts because the peer broke the protocol above PS3.8's PDUs. For the reader only.</summary>
    public ValueTask AbortAsync(AbortSource source, AbortReason reason, string text) =>
        _machine.Fire(UpperLayerEvent.AbortPrimitive) is UpperLayerAction.AA1 or UpperLayerAction.AA2
            ? SendAbortAsync(new AbortPdu(source, reason), AssociationEnding.ProtocolError, text)
            : default;

    /// <summary>
    /// In Sta13, reads and forgets until the peer has closed or ARTIM ends it (AA-6, AR-5, AA-2); then closes.
    /// </summary>
    /// <param name="linger">False closes without waiting for the peer.</param>
    public async Task CloseAsync(bool linger)
    {
        try
        {
            if (linger && State == UpperLayerState.Sta13)
            {
                _artim.Set(_options.ArtimTimeout);
                while (!Volatile.Read(ref _readTimedOut))
                {
                    var result = await _transport.Input.ReadAsync().ConfigureAwait(false);
                    _transport.Input.AdvanceTo(result.Buffer.End);
                    if (result.IsCompleted)
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // A reset is as good as a close here.
        }

        _machine.Close();
        await DisposeTransportAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the wait for the peer to close. Thread-safe.</summary>
    public void StopLingering() => ReadTimedOut();

    public void Dispose()
    {
        _artim.Dispose();
        _idle.Dispose();
        _write.Dispose();
    }

    private async Task DisposeTransportAsync()
    {
        _artim.Dispose();
        _idle.Dispose();

        // The peer may answer what we have sent before our own flush knows that it is done; TLS takes no second write meanwhile.
        await _pipeLock.WaitAsync().ConfigureAwait(false);
        try
        {
            // A peer that does not read must not keep us from closing.
            _write.Set(_options.WriteTimeout);
            await _transport.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // What was not sent yet is lost with the connection; the outcome says how the association ended.
        }
        finally
        {
            _pipeLock.Release();
            _write.Dispose();
        }
    }

    private void End(AssociationEnding ending, string text)
    {
        lock (_outcomeGate)
            _outcome ??= _abortWanted ?? new AssociationOutcome(ending, text);
        _ended.Cancel();
    }

    private void ReadTimedOut()
    {
        Volatile.Write(ref _readTimedOut, true);
        _transport.Input.CancelPendingRead();
    }

    private void WriteTimedOut()
    {
        End(AssociationEnding.TimedOut, $"the peer did not take what was sent within {_options.WriteTimeout.TotalSeconds:0.#} s");
        _transport.Abort();
    }
}
