using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

internal sealed partial class DimseEngine
{
    private static readonly TimeSpan ReasonTimeout = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<ushort, PendingOperation> _pending = new();
    private readonly SemaphoreSlim _invokeSlots;
    private readonly SemaphoreSlim _messageLock = new(1, 1);
    private readonly ArrayBufferWriter<byte> _commandOut = new(512);
    private readonly int _maximumFragment;
    private long _messagesSent;
    private int _lastMessageId;
    private readonly TaskCompletionSource _whenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _over;

    /// <summary>Invokes an operation with one response. Cancelling it aborts the association.</summary>
    public async ValueTask<(CommandSet Command, DicomDataset? DataSet)> InvokeAsync(byte contextId, CommandSet command, OutgoingData data, CancellationToken cancellationToken)
    {
        await _invokeSlots.WaitAsync(cancellationToken).ConfigureAwait(false);
        var operation = Begin(command);
        try
        {
            await SendMessageAsync(contextId, command, data, cancellationToken).ConfigureAwait(false);
            return await NextResponseAsync(operation, command, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _upperLayer.RequestAbort(AssociationEnding.AbortedLocally, $"{command.Name} was cancelled");
            throw;
        }
        catch (AssociationAbortedException e) when (_upperLayer.Outcome is null)
        {
            // Sending failed before the reader has seen why: the peer's A-ABORT, say, is on its way through the buffers.
            await Task.WhenAny(_whenOver.Task, Task.Delay(ReasonTimeout, CancellationToken.None)).ConfigureAwait(false);
            throw _upperLayer.Broken(e);
        }
        finally
        {
            End(command);
        }
    }

    /// <summary>Invokes an operation with many responses. Stopping early sends C-CANCEL and waits for the last response.</summary>
    public async IAsyncEnumerable<(CommandSet Command, DicomDataset? DataSet)> InvokeManyAsync(
        byte contextId, CommandSet command, OutgoingData data, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _invokeSlots.WaitAsync(cancellationToken).ConfigureAwait(false);
        var operation = Begin(command);
        var started = false;
        var final = false;
        try
        {
            await SendMessageAsync(contextId, command, data, cancellationToken).ConfigureAwait(false);
            started = true;
            while (!final)
            {
                var response = await NextResponseAsync(operation, command, cancellationToken).ConfigureAwait(false);
                final = !IsPending(response.Command);
                yield return response;
            }
        }
        finally
        {
            if (started && !final && !_over && !_upperLayer.Ended.IsCancellationRequested)
                await CancelAsync(contextId, command, operation).ConfigureAwait(false);
            End(command);
        }
    }

    private static bool IsPending(CommandSet response) => response.Status is { } status && new DimseStatus(status).IsPending;

    private async ValueTask CancelAsync(byte contextId, CommandSet command, PendingOperation operation)
    {
        var cancel = new CommandSet { Field = CommandField.CCancelRequest, RespondsTo = command.MessageId };
        await SendMessageAsync(contextId, cancel, OutgoingData.None, CancellationToken.None).ConfigureAwait(false);
        while (IsPending((await NextResponseAsync(operation, command, CancellationToken.None).ConfigureAwait(false)).Command))
        {
        }
    }

    private PendingOperation Begin(CommandSet command)
    {
        var operation = new PendingOperation();
        if (command.MessageId is not (null or 0))
        {
            if (!_pending.TryAdd(command.MessageId.Value, operation))
            {
                _invokeSlots.Release();
                throw new InvalidOperationException($"Message id {command.MessageId} is in use.");
            }
        }
        else
        {
            do
                command.MessageId = (ushort)Interlocked.Increment(ref _lastMessageId);
            while (command.MessageId == 0 || !_pending.TryAdd(command.MessageId.Value, operation));
        }

        if (_over)
            operation.Fail(_upperLayer.Broken());
        return operation;
    }

    private void End(CommandSet command)
    {
        _pending.TryRemove(command.MessageId!.Value, out _);
        _invokeSlots.Release();
    }

    private void FailPending()
    {
        _over = true;
        foreach (var operation in _pending.Values)
            operation.Fail(_upperLayer.Broken());
        _whenOver.TrySetResult();
    }

    private async ValueTask<(CommandSet Command, DicomDataset? DataSet)> NextResponseAsync(PendingOperation operation, CommandSet command, CancellationToken cancellationToken)
    {
        if (operation.Responses.TryRead(out var ready))
            return ready;
        while (true)
        {
            var received = _upperLayer.BytesReceived;
            using var timeout = new CancellationTokenSource(_options.ResponseTimeout, _options.TimeProvider);
            using var either = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken) : null;
            try
            {
                return await operation.Responses.ReadAsync(either?.Token ?? timeout.Token).ConfigureAwait(false);
            }
            catch (ChannelClosedException e)
            {
                throw e.InnerException is AssociationAbortedException aborted ? new AssociationAbortedException(aborted.Ending, aborted.Message, aborted) : _upperLayer.Broken(e);
            }
            catch (OperationCanceledException) when (operation.Responses.TryRead(out ready))
            {
                // It came just then: what the peer has confirmed is not asked again.
                return ready;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // A C-GET need not answer while its C-STOREs come (PS3.4 C.4.3.3.1): what comes shows that the peer is at it.
                if (command.Field == CommandField.CGetRequest && (_upperLayer.BytesReceived != received || !_running.IsEmpty))
                    continue;
                var text = $"{_options.PeerName} did not answer {command.Name} within {_options.ResponseTimeout.TotalSeconds:0.#} s";
                _upperLayer.RequestAbort(AssociationEnding.TimedOut, text);
                throw new DimseTimeoutException($"{text}. Look at its log, or allow it more time.");
            }
        }
    }

    private async ValueTask ReceiveResponseAsync(CommandSet command, NegotiatedPresentationContext context)
    {
        var dataSet = command.HasDataSet ? await ReadResponseDataSetAsync(command, context).ConfigureAwait(false) : null;
        if (command.RespondsTo is { } id && _pending.TryGetValue(id, out var operation))
        {
            try
            {
                await operation.DeliverAsync(command, dataSet, _upperLayer.Ended).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ChannelClosedException or OperationCanceledException)
            {
                throw _upperLayer.Broken(e);
            }
        }
        else
        {
            LogResponseIgnored(_logger, _upperLayer.Transport.Id, command.Name, command.RespondsTo ?? 0);
        }
    }

    private async ValueTask<DicomDataset> ReadResponseDataSetAsync(CommandSet command, NegotiatedPresentationContext context)
    {
        try
        {
            return await ReadDataSetAsync(context).ConfigureAwait(false)
                ?? throw await BrokenByPeerAsync($"the peer sent {command.Name} with a data set of more than {_options.UpperLayer.MaximumBufferedDataSetLength} bytes").ConfigureAwait(false);
        }
        catch (DicomFormatException e)
        {
            throw await BrokenByPeerAsync($"the peer sent {command.Name} with a data set that cannot be read: {e.Message}").ConfigureAwait(false);
        }
    }

    /// <summary>Sends a command and its data set as one message; messages do not interleave.</summary>
    private async ValueTask SendMessageAsync(byte contextId, CommandSet command, OutgoingData data, CancellationToken cancellationToken)
    {
        await _messageLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            command.HasDataSet = data.Exists;
            CommandWriter.Write(_commandOut, command);
            _upperLayer.Transcript?.Command(_upperLayer.Transport.Id, sent: true, command);
            var memory = new ReadOnlySequence<byte>(_commandOut.WrittenMemory);
            await SendAsync(contextId, isCommand: true, memory, flush: !data.Exists).ConfigureAwait(false);
            if (data.Pipe is { } pipe)
                await SendAsync(contextId, pipe, cancellationToken).ConfigureAwait(false);
            else if (data.Exists)
                await SendAsync(contextId, isCommand: false, data.Memory, flush: true).ConfigureAwait(false);
            Interlocked.Increment(ref _messagesSent);
        }
        finally
        {
            _messageLock.Release();
        }
    }

    private async ValueTask SendAsync(byte contextId, bool isCommand, ReadOnlySequence<byte> rest, bool flush)
    {
        while (rest.Length > _maximumFragment)
        {
            await _upperLayer.SendDataAsync(contextId, isCommand, isLast: false, rest.Slice(0, _maximumFragment), flush: false).ConfigureAwait(false);
            rest = rest.Slice(_maximumFragment);
        }

        await _upperLayer.SendDataAsync(contextId, isCommand, isLast: true, rest, flush).ConfigureAwait(false);
    }

    private async ValueTask SendAsync(byte contextId, PipeReader pipe, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result;
            try
            {
                result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Half a data set cannot be taken back.
                _upperLayer.RequestAbort(AssociationEnding.AbortedLocally, $"the data set could not be read to its end: {e.Message}");
                throw;
            }

            var rest = result.Buffer;
            while (rest.Length > _maximumFragment)
            {
                // Whoever gives the pipe may use its memory again once that is read.
                var flush = !result.IsCompleted && rest.Length <= 2L * _maximumFragment;
                await _upperLayer.SendDataAsync(contextId, isCommand: false, isLast: false, rest.Slice(0, _maximumFragment), flush).ConfigureAwait(false);
                rest = rest.Slice(_maximumFragment);
            }

            if (result.IsCompleted)
            {
                await _upperLayer.SendDataAsync(contextId, isCommand: false, isLast: true, rest, flush: true).ConfigureAwait(false);
                pipe.AdvanceTo(rest.End);
                return;
            }

            pipe.AdvanceTo(rest.Start, rest.End);
        }
    }
}
