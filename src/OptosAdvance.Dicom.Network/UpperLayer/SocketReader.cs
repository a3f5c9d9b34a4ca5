using System.Buffers;
using System.IO.Pipelines;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// Reads a socket into one block of memory, with a call of the system for all that is there, and by whoever wants the bytes. A connection that waits with
/// nothing received holds no block, so that thousands of them cost little. One reader.
/// </summary>
internal sealed class SocketReader(SocketStream stream) : PipeReader
{
    /// <summary>The first block: enough for negotiation and commands.</summary>
    private const int SmallBlock = 4 << 10;

    /// <summary>The largest. After one that was filled to its end comes one four times as large: whoever sends much is worth it.</summary>
    private const int LargeBlock = 256 << 10;

    private readonly Lock _gate = new();
    private CancellationTokenSource? _interruption;
    private byte[] _block = [];
    private int _wanted = SmallBlock;
    private int _start;
    private int _examined;
    private int _end;
    private bool _isInterrupted;
    private bool _isCompleted;
    private volatile bool _isReceiving;

    private ReadOnlySequence<byte> Buffered => new(_block, _start, _end - _start);

    /// <inheritdoc/>
    /// <exception cref="IOException">The connection was lost.</exception>
    public override bool TryRead(out ReadResult result)
    {
        var isInterrupted = TakeInterruption();
        result = new ReadResult(Buffered, isInterrupted, _isCompleted);
        return isInterrupted || _isCompleted || _end > _examined;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The connection was lost.</exception>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out var result) ? new ValueTask<ReadResult>(result) : ReceiveAsync(cancellationToken);

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _start = consumed.GetInteger();
        _examined = Math.Max(_start, examined.GetInteger());
        if (_start == _end)
        {
            _start = _examined = _end = 0;
        }
    }

    public override void CancelPendingRead()
    {
        CancellationTokenSource? interruption;
        lock (_gate)
        {
            _isInterrupted = true;
            interruption = _interruption;
            _interruption = null;
        }

        // Not disposed: it has no timer and no links, and whoever waits for it may still look at it.
        interruption?.Cancel();
    }

    public override void Complete(Exception? exception = null)
    {
        _isCompleted = true;
        if (!_isReceiving)
        {
            Release();
            _start = _examined = _end = 0;
        }
    }

    private async ValueTask<ReadResult> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_start == _end && !await WaitAsync(cancellationToken).ConfigureAwait(false)
                || !await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (TryRead(out var result))
            {
                return result;
            }
        }
    }

    /// <summary>Waits for the first bytes, without a block to put them into. False when that was ended from outside.</summary>
    private async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        var interruption = Interruption;
        using var registration = cancellationToken.UnsafeRegister(static reader => ((SocketReader)reader!).CancelWait(), this);
        var waiting = stream.ReadAsync(Memory<byte>.Empty, interruption);
        if (!waiting.IsCompleted)
        {
            Release();
        }

        return await IsDoneAsync(waiting).ConfigureAwait(false);
    }

    /// <summary>Receives what is there, or waits for more of what has begun. False when that was ended from outside.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        _isReceiving = true;
        var interruption = Interruption;
        using var registration = cancellationToken.UnsafeRegister(static reader => ((SocketReader)reader!).CancelWait(), this);
        try
        {
            var count = await stream.ReadAsync(_block.AsMemory(_end), interruption).ConfigureAwait(false);
            _isCompleted |= count == 0;
            _end += count;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            _isReceiving = false;
        }

        if (_end == _block.Length)
        {
            _wanted = Math.Min(_block.Length * 4, LargeBlock);
        }

        return true;
    }

    private static async ValueTask<bool> IsDoneAsync(ValueTask<int> waiting)
    {
        try
        {
            await waiting.ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Ends a wait with nothing to be told but the token's own cancellation.</summary>
    private void CancelWait()
    {
        CancellationTokenSource? interruption;
        lock (_gate)
        {
            interruption = _interruption;
            _interruption = null;
        }

        interruption?.Cancel();
    }

    /// <summary>Cancelled when the wait that begins now is to end. One that comes before the wait is found by <see cref="TryRead"/>'s flag, or here.</summary>
    private CancellationToken Interruption
    {
        get
        {
            lock (_gate)
            {
                if (_isInterrupted)
                {
                    return new CancellationToken(canceled: true);
                }

                return (_interruption ??= new CancellationTokenSource()).Token;
            }
        }
    }

    private bool TakeInterruption()
    {
        lock (_gate)
        {
            var isInterrupted = _isInterrupted;
            _isInterrupted = false;
            return isInterrupted;
        }
    }

    /// <summary>Sees to it that there is a block with room behind what is held.</summary>
    private void MakeRoom()
    {
        if (_block.Length >= _wanted && _block.Length - _end >= _block.Length / 4)
        {
            return;
        }

        var held = _end - _start;
        var block = _block.Length >= _wanted && held < _block.Length / 4 ? _block : ArrayPool<byte>.Shared.Rent(Math.Max(_wanted, held * 2));
        _block.AsSpan(_start, held).CopyTo(block);
        if (block != _block)
        {
            Return(_block);
            _block = block;
        }

        _examined -= _start;
        _start = 0;
        _end = held;
    }

    private void Release()
    {
        Return(_block);
        _block = [];
    }

    private static void Return(byte[] block)
    {
        if (block.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
