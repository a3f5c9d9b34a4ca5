using System.Buffers;
using System.IO.Pipelines;

namespace OptosAdvance.Dicom.Network;

internal sealed partial class UpperLayerConnection
{
    /// <summary>Reads on until there is something for the user of the upper layer. Everything else is done on the way.</summary>
    public async ValueTask<Indication> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (Outcome is not null)
                return new Indication(IndicationKind.Ended);
            try
            {
                if (TryReadHeader(out var indication, out var header))
                    return indication;
                if (header is { } next)
                {
                    if (await ReadWholePduAsync(next).ConfigureAwait(false) is { } told)
                        return told;
                    continue;
                }

                var filled = await FillAsync(cancellationToken).ConfigureAwait(false);
                if (filled is { } stopped)
                    return stopped;
            }
            catch (PduFormatException e)
            {
                await InvalidAsync(e).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                LostWhileReading(e);
            }
        }
    }

    /// <summary>Bytes of the fragment that are there already; false when none are.</summary>
    public bool TryReadPayload(out ReadResult result)
    {
        try
        {
            if (!_transport.Input.TryRead(out result))
                return false;
        }
        catch (IOException)
        {
            // A reset: told by the wait that follows.
            _closedEarly = true;
            result = default;
            return false;
        }

        if (!result.Buffer.IsEmpty && !result.IsCanceled)
            return true;
        NotEnough(result);
        return false;
    }

    /// <summary>Waits for more bytes than those examined. False when the association is over or the wait was cancelled.</summary>
    public async ValueTask<IndicationKind> WaitForPayloadAsync(CancellationToken cancellationToken)
    {
        var stopped = await FillAsync(cancellationToken).ConfigureAwait(false);
        return stopped?.Kind ?? IndicationKind.Data;
    }

    /// <summary>Marks bytes of a fragment as used.</summary>
    public void AdvancePayload(SequencePosition consumed, SequencePosition examined, long count)
    {
        _transport.Input.AdvanceTo(consumed, examined);
        _pduRemaining -= (uint)count;
        BytesReceived += count;
    }

    /// <summary>Wakes whoever waits for bytes.</summary>
    public void Interrupt() => _transport.Input.CancelPendingRead();


    /// <summary>Looks for a PDV or PDU header in what is buffered. True: a fragment begins.</summary>
    private bool TryReadHeader(out Indication indication, out PduHeader? other)
    {
        indication = default;
        other = null;
        Span<byte> bytes = stackalloc byte[6];
        while (true)
        {
            var atPdu = _pduRemaining == 0;
            var needed = atPdu ? Pdu.HeaderLength : PdvHeader.EncodedLength;
            if (!atPdu && _pduRemaining < needed)
                throw new PduFormatException(AbortReason.InvalidPduParameterValue, $"a P-DATA-TF PDU leaves {_pduRemaining} bytes, too few for a presentation data value");
            if (!_transport.Input.TryRead(out var result))
                return false;
            if (result.IsCanceled || result.Buffer.Length < needed)
            {
                NotEnough(result);
                return false;
            }

            _hasPartOfHeader = false;
            result.Buffer.Slice(0, needed).CopyTo(bytes);
            _transport.Input.AdvanceTo(result.Buffer.GetPosition(needed));
            BytesReceived += needed;
            if (!atPdu)
            {
                var pdv = PdvHeader.Read(bytes, _pduRemaining);
                _pduRemaining -= (uint)needed;
                _transcript?.Data(_transport.Id, sent: false, pdv);
                indication = new Indication(IndicationKind.Data, null, pdv);
                return true;
            }

            var header = PduHeader.Read(bytes);
            if (header.Type != PduType.DataTransfer)
            {
                other = header;
                return false;
            }

            BeginData(header);
        }
    }

    private void BeginData(PduHeader header)
    {
        if (_machine.State is not (UpperLayerState.Sta6 or UpperLayerState.Sta7))
            throw new PduFormatException(AbortReason.UnexpectedPdu, $"P-DATA-TF while waiting for {_waitingFor}");
        if (header.Length < PdvHeader.EncodedLength)
            throw new PduFormatException(AbortReason.InvalidPduParameterValue, "a P-DATA-TF PDU without a presentation data value");
        if (_options.MaximumPduLength > 0 && header.Length > (uint)_options.MaximumPduLength)
            throw new PduFormatException(AbortReason.InvalidPduParameterValue, $"a P-DATA-TF PDU of {header.Length} bytes where {_options.MaximumPduLength} was agreed");
        _machine.Fire(UpperLayerEvent.DataPdu);
        _pduRemaining = header.Length;
    }

    private async ValueTask<Indication?> ReadWholePduAsync(PduHeader header)
    {
        var happened = header.Type switch
        {
            PduType.AssociateRequest => UpperLayerEvent.AssociateRequestPdu,
            PduType.AssociateAccept => UpperLayerEvent.AssociateAcceptPdu,
            PduType.AssociateReject => UpperLayerEvent.AssociateRejectPdu,
            PduType.ReleaseRequest => UpperLayerEvent.ReleaseRequestPdu,
            PduType.ReleaseResponse => UpperLayerEvent.ReleaseResponsePdu,
            PduType.Abort => UpperLayerEvent.AbortPdu,
            _ => throw new PduFormatException(AbortReason.UnrecognizedPdu, Unrecognized(header)),
        };
        var limit = header.Type is PduType.AssociateRequest or PduType.AssociateAccept ? _options.MaximumAssociationPduLength : 4;
        if (header.Length > (uint)limit)
            throw new PduFormatException(AbortReason.InvalidPduParameterValue, $"a PDU of type {(byte)header.Type:X2}H that claims {header.Length} bytes");

        ReadResult result;
        while (true)
        {
            if (_transport.Input.TryRead(out result))
            {
                if (result.Buffer.Length >= header.Length && !result.IsCanceled)
                    break;
                NotEnough(result);
            }

            if (await FillAsync().ConfigureAwait(false) is { } stopped)
            {
                if (stopped.Kind == IndicationKind.Ended)
                    return stopped;
            }
        }

        Pdu pdu;
        var body = result.Buffer.Slice(0, header.Length);
        try
        {
            pdu = PduReader.Read(header.Type, body.IsSingleSegment ? body.FirstSpan : body.ToArray());
        }
        finally
        {
            _transport.Input.AdvanceTo(body.End);
            BytesReceived += header.Length;
        }

        _transcript?.Whole(_transport.Id, sent: false, pdu, (int)header.Length + Pdu.HeaderLength);
        return await PerformAsync(_machine.Fire(happened), pdu).ConfigureAwait(false);
    }

    private async ValueTask<Indication?> PerformAsync(UpperLayerAction action, Pdu pdu)
    {
        switch (action)
        {
            case UpperLayerAction.AE3 or UpperLayerAction.AE6:
                _artim.Clear();
                return new Indication(IndicationKind.Association, pdu);
            case UpperLayerAction.AE4:
                _artim.Clear();
                End(AssociationEnding.Rejected, $"the peer rejected the association: {((AssociateRejectPdu)pdu).Rejection}");
                return new Indication(IndicationKind.Association, pdu);
            case UpperLayerAction.AR2 or UpperLayerAction.AR8:
                return new Indication(IndicationKind.ReleaseRequested);
            case UpperLayerAction.AR3:
                _artim.Clear();
                End(AssociationEnding.Released, "released");
                return new Indication(IndicationKind.Released);
            case UpperLayerAction.AR10:
                // Acceptor's side of a collision: our request is answered; now the peer's is.
                await AnswerReleaseAsync().ConfigureAwait(false);
                return new Indication(IndicationKind.Released);
            case UpperLayerAction.AA2 or UpperLayerAction.AA3:
                _artim.Clear();
                End(AssociationEnding.AbortedByPeer, $"the peer aborted {((AbortPdu)pdu).Text}");
                return new Indication(IndicationKind.Ended);
            case UpperLayerAction.AA1:
                await SendAbortAsync(new AbortPdu(AbortSource.ServiceUser, AbortReason.NotSpecified), AssociationEnding.ProtocolError, $"the peer sent {Name(pdu)} while we waited for {_waitingFor}").ConfigureAwait(false);
                return new Indication(IndicationKind.Ended);
            case UpperLayerAction.AA8:
                await SendAbortAsync(new AbortPdu(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu), AssociationEnding.ProtocolError, $"the peer sent {Name(pdu)} at the wrong time").ConfigureAwait(false);
                return new Indication(IndicationKind.Ended);
            default:
                return null;
        }
    }

    /// <summary>Evt19: an unrecognized or invalid PDU, or one that does not fit the state.</summary>
    private async ValueTask InvalidAsync(PduFormatException e)
    {
        var action = _machine.Fire(UpperLayerEvent.InvalidPdu);
        var abort = action == UpperLayerAction.AA1
            ? new AbortPdu(AbortSource.ServiceUser, AbortReason.NotSpecified)
            : new AbortPdu(AbortSource.ServiceProvider, e.Reason);
        await SendAbortAsync(abort, AssociationEnding.ProtocolError, $"the peer broke the protocol: {e.Message}").ConfigureAwait(false);
    }

    /// <summary>Waits until there is more to read than what was examined. Null when there is; else why the reader shall stop.</summary>
    private async ValueTask<Indication?> FillAsync(CancellationToken cancellationToken = default)
    {
        if (_closedEarly)
        {
            LostWhileReading(null);
            return new Indication(IndicationKind.Ended);
        }

        if (!_interrupted)
        {
            var limited = _machine.State is UpperLayerState.Sta6 && (LimitsSilenceBetweenMessages || !_betweenMessages || _pduRemaining > 0);
            try
            {
                // A message that has not begun has no pace yet.
                var isBegun = !_betweenMessages || _pduRemaining > 0 || _hasPartOfHeader;
                if (!isBegun)
                    _pace.Restart(BytesReceived);

                // The read may have waited already when it returns.
                var began = limited && isBegun ? _timeProvider.GetTimestamp() : -1;
                var reading = _transport.Input.ReadAsync(cancellationToken);
                if (limited && !reading.IsCompleted)
                    _idle.Set(_options.IdleTimeout);
                var result = await reading.ConfigureAwait(false);
                _idle.Clear();
                var nothing = result.Buffer.IsEmpty;
                var received = BytesReceived + result.Buffer.Length;
                _transport.Input.AdvanceTo(result.Buffer.Start);
                _interrupted = result.IsCanceled;
                if (!result.IsCanceled)
                {
                    if (began >= 0 && !nothing && !_pace.Allows(_timeProvider.GetElapsedTime(began), received))
                        return await TrickledAsync().ConfigureAwait(false);
                    if (!result.IsCompleted || !nothing)
                        return null;
                    LostWhileReading(null);
                    return new Indication(IndicationKind.Ended);
                }
            }
            catch (IOException e)
            {
                LostWhileReading(e);
                return new Indication(IndicationKind.Ended);
            }
            finally
            {
                _idle.Clear();
            }
        }

        _interrupted = false;
        return await InterruptedAsync().ConfigureAwait(false);
    }

    private async ValueTask<Indication> InterruptedAsync()
    {
        AssociationOutcome? wanted;
        lock (_outcomeGate)
            wanted = _abortWanted;
        if (wanted is null && Volatile.Read(ref _readTimedOut))
        {
            Volatile.Write(ref _readTimedOut, false);
            if (_machine.Fire(UpperLayerEvent.ArtimExpired) == UpperLayerAction.AA2)
            {
                End(AssociationEnding.TimedOut, $"no {Waited} came within {_options.ArtimTimeout.TotalSeconds:0.#} s");
                return new Indication(IndicationKind.Ended);
            }

            wanted = _machine.State == UpperLayerState.Sta6
                ? new AssociationOutcome(AssociationEnding.TimedOut, $"the peer was silent for {_options.IdleTimeout.TotalSeconds:0.#} s")
                : new AssociationOutcome(AssociationEnding.TimedOut, $"no {Waited} came within {_options.ArtimTimeout.TotalSeconds:0.#} s");
        }

        if (wanted is null)
            return new Indication(IndicationKind.Interrupted);
        if (_machine.Fire(UpperLayerEvent.AbortPrimitive) == UpperLayerAction.AA1)
            await SendAbortAsync(new AbortPdu(AbortSource.ServiceUser, AbortReason.NotSpecified), wanted.Ending, wanted.Text).ConfigureAwait(false);
        else
            End(wanted.Ending, wanted.Text);
        return new Indication(IndicationKind.Ended);
    }

    private ValueTask<Indication> TrickledAsync()
    {
        RequestAbort(
            AssociationEnding.TimedOut,
            $"the peer sent less than {_options.MinimumMessagePace} bytes of a message in {_options.MessagePaceInterval.TotalSeconds:0.#} s");
        return InterruptedAsync();
    }

    private string Waited => _waitingFor.StartsWith("an ", StringComparison.Ordinal) ? _waitingFor[3..] : _waitingFor;

    private void LostWhileReading(Exception? e)
    {
        var state = _machine.State;
        _machine.Fire(UpperLayerEvent.TransportClosed);
        _artim.Clear();
        if (state == UpperLayerState.Sta5 && _transport.Tls is not null && e is not null && TlsHandshake.IsFailure(e))
        {
            End(AssociationEnding.TlsFailed, TlsHandshake.Reason(e, _transport.ShowsCertificate));
            return;
        }

        var text = state switch
        {
            UpperLayerState.Sta2 => "the peer closed the connection without an association request",
            UpperLayerState.Sta5 => "the peer closed the connection instead of answering the association request",
            UpperLayerState.Sta6 when _pduRemaining > 0 || !_betweenMessages => "the connection was lost in the middle of a message",
            _ => "the connection was closed without a release",
        };
        End(AssociationEnding.ConnectionLost, e is null ? text : $"{text} ({e.Message})");
    }

    private static string Name(Pdu pdu) => pdu.Type switch
    {
        PduType.AssociateRequest => "A-ASSOCIATE-RQ",
        PduType.AssociateAccept => "A-ASSOCIATE-AC",
        PduType.AssociateReject => "A-ASSOCIATE-RJ",
        PduType.ReleaseRequest => "A-RELEASE-RQ",
        PduType.ReleaseResponse => "A-RELEASE-RP",
        _ => "A-ABORT",
    };

    private static string Unrecognized(PduHeader header) => (byte)header.Type switch
    {
        0x16 => "the first bytes look like TLS, but this port speaks plain DICOM",
        (byte)'G' or (byte)'P' or (byte)'H' => "the first bytes look like HTTP, but this port speaks DICOM",
        var type => $"a PDU of unknown type {type:X2}H",
    };

    private void NotEnough(ReadResult result)
    {
        _interrupted |= result.IsCanceled;
        _closedEarly |= result.IsCompleted && !result.IsCanceled;
        _hasPartOfHeader = !result.Buffer.IsEmpty;

        // What comes with an interruption has not been looked at: to call it examined would be to wait for more than there will be.
        _transport.Input.AdvanceTo(result.Buffer.Start, result.IsCanceled ? result.Buffer.Start : result.Buffer.End);
    }
}
