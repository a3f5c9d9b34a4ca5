using System.Buffers;

namespace OptosAdvance.Dicom.Network;

internal sealed partial class UpperLayerConnection
{
    /// <summary>What may be written before it is sent: a peer that takes small PDUs is not worth a call of the system for each.</summary>
    private const int MaximumUnsent = 64 << 10;

    private int _unsent;

    /// <summary>
    /// Writes one fragment as a P-DATA-TF PDU into the output. Without <paramref name="flush"/> it is sent once enough is waiting; until it has been, its bytes
    /// stay as they are.
    /// </summary>
    public async ValueTask SendDataAsync(byte contextId, bool isCommand, bool isLast, ReadOnlySequence<byte> fragment, bool flush)
    {
        await _pipeLock.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_machine.Fire(UpperLayerEvent.DataPrimitive) is not (UpperLayerAction.DT1 or UpperLayerAction.AR7))
            {
                // Whose the bytes are takes them back with this.
                (_transport.Output as SocketWriter)?.Discard();
                throw Broken();
            }

            WriteFragment(contextId, isCommand, isLast, fragment);
            if (flush || _unsent >= MaximumUnsent)
                await FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            _pipeLock.Release();
        }
    }

    /// <summary>The exception that tells the user of an ended association why.</summary>
    public AssociationAbortedException Broken(Exception? inner = null)
    {
        AssociationOutcome outcome;
        lock (_outcomeGate)
            outcome = _outcome ?? _abortWanted ?? new AssociationOutcome(AssociationEnding.ConnectionLost, "the association is not open");
        return new AssociationAbortedException(outcome.Ending, $"The association with {_transport.RemoteEndPoint} ended: {outcome.Text}.", inner);
    }

    private void WriteFragment(byte contextId, bool isCommand, bool isLast, ReadOnlySequence<byte> fragment)
    {
        var output = _transport.Output;
        var length = (int)fragment.Length;
        var header = output.GetSpan(Pdu.HeaderLength + PdvHeader.EncodedLength);
        PdvHeader.WritePdu(header, length, contextId, isCommand, isLast);
        output.Advance(Pdu.HeaderLength + PdvHeader.EncodedLength);
        foreach (var segment in fragment)
        {
            if (output is SocketWriter writer)
                writer.Attach(segment);
            else
                output.Write(segment.Span);
        }

        BytesSent += Pdu.HeaderLength + PdvHeader.EncodedLength + length;
        _unsent += Pdu.HeaderLength + PdvHeader.EncodedLength + length;
        _transcript?.Data(_transport.Id, sent: true, new PdvHeader((uint)length, contextId, PdvHeader.ControlOf(isCommand, isLast)));
    }

    private async ValueTask FlushAsync()
    {
        _unsent = 0;
        try
        {
            var flush = _transport.Output.FlushAsync();
            if (!flush.IsCompleted)
                _write.Set(_options.WriteTimeout);
            var result = await flush.ConfigureAwait(false);
            _write.Clear();
            if (!result.IsCompleted)
                return;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // Often the peer closes after an A-ABORT that is still unread: the reader finds it and says so. It is asked to look.
            LostWhileWriting();
            throw Broken(e);
        }

        LostWhileWriting();
        throw Broken();
    }

    private void LostWhileWriting() => _transport.Input.CancelPendingRead();

    private async ValueTask SendAsync(Pdu pdu)
    {
        var bytes = PduWriter.Write(pdu);
        await _pipeLock.WaitAsync().ConfigureAwait(false);
        try
        {
            _transport.Output.Write(bytes);
            BytesSent += bytes.Length;
            _transcript?.Whole(_transport.Id, sent: true, pdu, bytes.Length);
            await FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            _pipeLock.Release();
        }
    }

    /// <summary>AA-1, AA-7, AA-8. A writer that is stuck in the middle of a PDU leaves no way to say it: then only the connection is closed.</summary>
    private async ValueTask SendAbortAsync(AbortPdu abort, AssociationEnding ending, string text)
    {
        End(ending, text);
        _artim.Set(_options.ArtimTimeout);
        if (!await _pipeLock.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false))
        {
            _machine.Close();
            _transport.Abort();
            return;
        }

        try
        {
            var bytes = PduWriter.Write(abort);
            _transport.Output.Write(bytes);
            BytesSent += bytes.Length;
            _transcript?.Whole(_transport.Id, sent: true, abort, bytes.Length);
            await FlushAsync().ConfigureAwait(false);
        }
        catch (AssociationAbortedException)
        {
            // The peer has gone before it could be told.
        }
        finally
        {
            _pipeLock.Release();
        }
    }
}
