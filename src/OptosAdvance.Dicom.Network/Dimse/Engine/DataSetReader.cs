using System.Buffers;
using System.IO.Pipelines;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// The data set of one message as it arrives: hands out slices of the connection's buffer, fragment by fragment. Only what a reader leaves
/// unconsumed at the end of a fragment is copied, since the next fragment does not follow it in memory.
/// </summary>
internal sealed class DataSetReader(UpperLayerConnection upperLayer, byte contextId, int maximumCarry) : PipeReader
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlySequence<byte> _current;
    private byte[] _carry = [];
    private int _carried;
    private bool _carryExamined;
    private bool _handedOutCarry;
    private long _remaining;
    private bool _last;
    private bool _cancelled;

    /// <summary>Done when the last byte is consumed, so that the connection can be read on.</summary>
    public Task Finished => _finished.Task;

    public bool IsFinished => _last && _remaining == 0;

    /// <summary>Bytes consumed so far.</summary>
    public long Length { get; private set; }

    public override bool TryRead(out ReadResult result)
    {
        if (_cancelled)
        {
            _cancelled = false;
            result = new ReadResult(default, isCanceled: true, IsFinished);
            return true;
        }

        while (true)
        {
            if (_carried > 0 && !_carryExamined)
            {
                _handedOutCarry = true;
                _current = new ReadOnlySequence<byte>(_carry, 0, _carried);
                result = new ReadResult(_current, false, IsFinished);
                return true;
            }

            if (_remaining == 0)
            {
                if (_last)
                {
                    _current = _carried > 0 ? new ReadOnlySequence<byte>(_carry, 0, _carried) : default;
                    _handedOutCarry = true;
                    result = new ReadResult(_current, false, true);
                    _finished.TrySetResult();
                    return true;
                }

                result = default;
                return false;
            }

            if (!upperLayer.TryReadPayload(out var read))
            {
                result = default;
                return false;
            }

            var slice = read.Buffer.Length > _remaining ? read.Buffer.Slice(0, _remaining) : read.Buffer;
            if (_carried > 0)
            {
                Carry(slice);
                Use(slice.End, slice.End, slice.Length);
                continue;
            }

            _handedOutCarry = false;
            _current = slice;
            result = new ReadResult(slice, false, _last && slice.Length == _remaining);
            return true;
        }
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out var result) ? new ValueTask<ReadResult>(result) : WaitAsync(cancellationToken);

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_current.IsEmpty)
            return;
        var count = _current.Slice(0, consumed).Length;
        var rest = _current.Length - count;
        var examinedAll = _current.Slice(examined).IsEmpty;
        if (_handedOutCarry)
        {
            _carry.AsSpan((int)count, (int)rest).CopyTo(_carry);
            _carried = (int)rest;
            _carryExamined = examinedAll && !IsFinished;
        }
        else if (rest == 0 || !examinedAll || _current.Length < _remaining)
        {
            Use(consumed, examined, count);
        }
        else if (_last)
        {
            Use(consumed, consumed, count);
        }
        else
        {
            Carry(_current.Slice(consumed));
            Use(_current.End, _current.End, _current.Length);
            _carryExamined = true;
        }

        _current = default;
    }

    public override void CancelPendingRead()
    {
        _cancelled = true;
        upperLayer.Interrupt();
    }

    public override void Complete(Exception? exception = null)
    {
        // What is left is drained by the owner of the connection.
    }

    /// <summary>Reads to the end of the data set and forgets it.</summary>
    public async ValueTask DrainAsync()
    {
        while (!IsFinished || _carried > 0)
        {
            var result = await ReadAsync().ConfigureAwait(false);
            AdvanceTo(result.Buffer.End);
        }

        _finished.TrySetResult();
    }

    private void Use(SequencePosition consumed, SequencePosition examined, long count)
    {
        upperLayer.AdvancePayload(consumed, examined, count);
        _remaining -= count;
        Length += count;
        if (IsFinished)
            _finished.TrySetResult();
    }

    private void Carry(ReadOnlySequence<byte> bytes)
    {
        var needed = _carried + bytes.Length;
        if (needed > maximumCarry)
            throw new InvalidOperationException($"The reader of a data set wants more than {maximumCarry} bytes of it at once.");
        if (needed > _carry.Length)
            Array.Resize(ref _carry, (int)Math.Max(needed, Math.Min(2L * _carry.Length, maximumCarry)));
        bytes.CopyTo(_carry.AsSpan(_carried));
        _carried = (int)needed;
        _carryExamined = false;
    }

    private async ValueTask<ReadResult> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            IndicationKind kind;
            if (_remaining == 0)
            {
                var indication = await upperLayer.ReadAsync(cancellationToken).ConfigureAwait(false);
                kind = indication.Kind;
                if (kind == IndicationKind.Data)
                {
                    if (indication.Pdv.IsCommand || indication.Pdv.ContextId != contextId)
                    {
                        var what = indication.Pdv.IsCommand ? "a command" : $"a data set of context {indication.Pdv.ContextId}";
                        await upperLayer.AbortAsync(
                            AbortSource.ServiceProvider, AbortReason.UnexpectedPduParameter, $"the peer sent {what} in the middle of the data set of context {contextId}").ConfigureAwait(false);
                        throw Broken();
                    }

                    _remaining = indication.Pdv.Length;
                    _last = indication.Pdv.IsLast;
                    if (IsFinished)
                        _finished.TrySetResult();
                }
                else if (kind is IndicationKind.ReleaseRequested or IndicationKind.Association)
                {
                    await upperLayer.AbortAsync(
                        AbortSource.ServiceProvider, AbortReason.UnexpectedPdu, "the peer sent A-RELEASE-RQ in the middle of a data set").ConfigureAwait(false);
                    throw Broken();
                }
            }
            else
            {
                kind = await upperLayer.WaitForPayloadAsync(cancellationToken).ConfigureAwait(false);
            }

            if (kind is IndicationKind.Ended or IndicationKind.Released)
                throw Broken();
            if (TryRead(out var result))
                return result;
        }
    }

    private AssociationAbortedException Broken()
    {
        var broken = upperLayer.Broken();
        _finished.TrySetException(broken);
        _ = _finished.Task.Exception;
        return broken;
    }
}
