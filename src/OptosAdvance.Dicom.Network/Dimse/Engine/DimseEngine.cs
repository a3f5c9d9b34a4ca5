using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Core;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// DIMSE on one established association, the same for both sides: reads messages, has the provider perform requests, hands responses to those
/// who wait for them, and sends. <see cref="RunAsync"/> is the only reader of the connection; sending is serialised per message.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A SemaphoreSlim whose wait handle is never taken holds nothing to dispose.")]
internal sealed partial class DimseEngine
{
    private readonly UpperLayerConnection _upperLayer;
    private readonly DimseEngineOptions _options;
    private readonly NegotiatedPresentationContext?[] _contexts = new NegotiatedPresentationContext?[256];
    private readonly DimseContext?[] _dimseContexts = new DimseContext?[256];
    private readonly ConcurrentDictionary<ushort, RunningOperation> _running = new();
    private readonly ConcurrentDictionary<Task, bool> _tasks = new();
    private readonly SemaphoreSlim _performSlots;
    private readonly ILogger _logger;
    private byte[] _command = new byte[512];

    public DimseEngine(UpperLayerConnection upperLayer, DimseEngineOptions options)
    {
        _upperLayer = upperLayer;
        _options = options;
        _logger = options.Logger;
        foreach (var context in options.Contexts)
            _contexts[context.Id] = context;
        _performSlots = new SemaphoreSlim(options.PerformWindow);
        _invokeSlots = new SemaphoreSlim(options.InvokeWindow);
        var limit = options.PeerMaximumPduLength == 0 ? UpperLayerOptions.DefaultMaximumPduLength : (int)Math.Min(options.PeerMaximumPduLength, 1 << 20);
        _maximumFragment = Math.Max(2, (limit - PdvHeader.EncodedLength) & ~1);
        Peer = new DimseUser(this);
    }

    public DimseUser Peer { get; }

    public DimseEngineOptions Options => _options;

    public UpperLayerConnection UpperLayer => _upperLayer;

    public long MessagesReceived { get; private set; }

    public long MessagesSent => Interlocked.Read(ref _messagesSent);

    /// <summary>Reads and performs until the association is over. Does not throw: the outcome is the upper layer's.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (!await StepAsync().ConfigureAwait(false))
            {
            }
        }
        finally
        {
            // The operations that run are cancelled by the end of the association itself.
            FailPending();
            await WhenIdleAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Reads one message or indication. True when the association is over.</summary>
    private async ValueTask<bool> StepAsync()
    {
        try
        {
            _upperLayer.BetweenMessages = true;
            _upperLayer.LimitsSilenceBetweenMessages = _options.IsAcceptor && _running.IsEmpty && _pending.IsEmpty;
            var indication = await _upperLayer.ReadAsync().ConfigureAwait(false);
            switch (indication.Kind)
            {
                case IndicationKind.Data:
                    await ReadMessageAsync(indication.Pdv).ConfigureAwait(false);
                    return false;
                case IndicationKind.ReleaseRequested:
                    foreach (var operation in _running.Values)
                        operation.Cancel();
                    await WhenIdleAsync().ConfigureAwait(false);
                    return await _upperLayer.AnswerReleaseAsync().ConfigureAwait(false);
                case IndicationKind.Interrupted:
                    return false;
                default:
                    return true;
            }
        }
        catch (Exception e) when (e is AssociationAbortedException or OperationCanceledException && _upperLayer.Ended.IsCancellationRequested)
        {
            if (_upperLayer.Outcome is not null)
                return true;
            _upperLayer.RequestAbort(AssociationEnding.ConnectionLost, "the connection was lost while sending");
        }
        catch (Exception e)
        {
            LogEngineFailed(_logger, _upperLayer.Transport.Id, e);
            _upperLayer.RequestAbort(AssociationEnding.AbortedLocally, $"an error on our side: {e.Message}");
        }

        return (await _upperLayer.ReadAsync().ConfigureAwait(false)).Kind is IndicationKind.Ended or IndicationKind.Released;
    }

    private async ValueTask ReadMessageAsync(PdvHeader first)
    {
        _upperLayer.BetweenMessages = false;
        if (_contexts[first.ContextId] is not { IsAccepted: true } context)
            throw await BrokenByPeerAsync($"the peer used presentation context {first.ContextId}, which was not accepted").ConfigureAwait(false);
        if (!first.IsCommand)
            throw await BrokenByPeerAsync("the peer sent a data set without a command before it").ConfigureAwait(false);

        var length = await ReadCommandAsync(first).ConfigureAwait(false);
        CommandSet command;
        try
        {
            command = CommandReader.Read(_command.AsSpan(0, length), context.AbstractSyntax);
        }
        catch (CommandFormatException e)
        {
            throw await BrokenByPeerAsync($"the peer sent {e.Message}").ConfigureAwait(false);
        }

        MessagesReceived++;
        _upperLayer.Transcript?.Command(_upperLayer.Transport.Id, sent: false, command);
        if (command.Field == CommandField.CCancelRequest)
        {
            // One that comes late, or for something that cannot be cancelled, is ignored (PS3.7 9.3.2.3).
            if (command.RespondsTo is { } id && _running.TryGetValue(id, out var operation))
                operation.Cancel();
            if (command.HasDataSet)
                await NewReader(context).DrainAsync().ConfigureAwait(false);
        }
        else if (command.IsResponse)
        {
            await ReceiveResponseAsync(command, context).ConfigureAwait(false);
        }
        else
        {
            await ReceiveRequestAsync(command, context).ConfigureAwait(false);
        }
    }

    /// <summary>Collects the fragments of a command set.</summary>
    private async ValueTask<int> ReadCommandAsync(PdvHeader fragment)
    {
        var contextId = fragment.ContextId;
        var length = 0;
        while (true)
        {
            if (!fragment.IsCommand || fragment.ContextId != contextId)
                throw await BrokenByPeerAsync("the peer sent something else in the middle of a command set").ConfigureAwait(false);
            if (length + (long)fragment.Length > _options.UpperLayer.MaximumCommandLength)
                throw await BrokenByPeerAsync($"the peer sent a command set of more than {_options.UpperLayer.MaximumCommandLength} bytes").ConfigureAwait(false);
            var end = length + (int)fragment.Length;
            if (end > _command.Length)
                Array.Resize(ref _command, Math.Max(end, 2 * _command.Length));
            while (length < end)
            {
                if (!_upperLayer.TryReadPayload(out var result))
                {
                    if (await _upperLayer.WaitForPayloadAsync(CancellationToken.None).ConfigureAwait(false) == IndicationKind.Ended)
                        throw _upperLayer.Broken();
                    continue;
                }

                var slice = result.Buffer.Length > end - length ? result.Buffer.Slice(0, end - length) : result.Buffer;
                slice.CopyTo(_command.AsSpan(length));
                length += (int)slice.Length;
                _upperLayer.AdvancePayload(slice.End, slice.End, slice.Length);
            }

            if (fragment.IsLast)
                return length;
            var next = await NextFragmentAsync().ConfigureAwait(false);
            fragment = next;
        }
    }

    private async ValueTask<PdvHeader> NextFragmentAsync()
    {
        while (true)
        {
            var indication = await _upperLayer.ReadAsync().ConfigureAwait(false);
            switch (indication.Kind)
            {
                case IndicationKind.Data:
                    return indication.Pdv;
                case IndicationKind.Interrupted:
                    continue;
                case IndicationKind.Ended:
                    throw _upperLayer.Broken();
                default:
                    throw await BrokenByPeerAsync("the peer sent another PDU in the middle of a command set").ConfigureAwait(false);
            }
        }
    }

    private DataSetReader NewReader(NegotiatedPresentationContext context) => new(_upperLayer, context.Id, _options.UpperLayer.MaximumBufferedDataSetLength);

    /// <summary>Reads the data set of a message into memory. Null when it is longer than what is held in memory; then it was drained.</summary>
    private async ValueTask<DicomDataset?> ReadDataSetAsync(NegotiatedPresentationContext context)
    {
        var reader = NewReader(context);
        var bytes = new ArrayBufferWriter<byte>(1024);
        while (true)
        {
            var result = await reader.ReadAsync().ConfigureAwait(false);
            if (bytes.WrittenCount + result.Buffer.Length > _options.UpperLayer.MaximumBufferedDataSetLength)
            {
                reader.AdvanceTo(result.Buffer.End);
                await reader.DrainAsync().ConfigureAwait(false);
                return null;
            }

            foreach (var segment in result.Buffer)
                bytes.Write(segment.Span);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return DataSetCodec.Read(bytes.WrittenMemory, context.TransferSyntax);
        }
    }

    private async ValueTask<AssociationAbortedException> BrokenByPeerAsync(string text)
    {
        await _upperLayer.AbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified, text).ConfigureAwait(false);
        return _upperLayer.Broken();
    }

    /// <summary>Completes when no operation of the peer is being performed.</summary>
    public async Task WhenIdleAsync()
    {
        while (!_tasks.IsEmpty)
            await Task.WhenAll(_tasks.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(EventId = 3001, EventName = "AssociationFailed", Level = LogLevel.Error, Message = "Association {Connection}: unexpected error, aborting.")]
    private static partial void LogEngineFailed(ILogger logger, string connection, Exception exception);

    [LoggerMessage(EventId = 3002, EventName = "OperationFailed", Level = LogLevel.Error, Message = "Association {Connection}: {Operation} failed.")]
    private static partial void LogOperationFailed(ILogger logger, string connection, string operation, Exception exception);

    [LoggerMessage(EventId = 3003, EventName = "ResponseIgnored", Level = LogLevel.Warning, Message = "Association {Connection}: ignored a {Response} that nobody waits for (message {MessageId}).")]
    private static partial void LogResponseIgnored(ILogger logger, string connection, string response, int messageId);
}
