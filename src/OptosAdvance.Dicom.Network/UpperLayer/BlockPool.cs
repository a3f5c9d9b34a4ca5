using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace OptosAdvance.Dicom.Network;

/// <summary>
/// Buffers for receiving: one size, larger than the transport's own, so that a long data set costs few system calls; kept for reuse up to a limit.
/// Shared by every listener of the process. Thread-safe.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    // A peer that sends one byte and waits holds one block: thousands of such peers must stay affordable.
    private const int BlockSize = 32_768;
    private const int MostKept = 512;

    private readonly ConcurrentQueue<Block> _free = new();
    private int _kept;

    private BlockPool()
    {
    }

    public static BlockPool Instance { get; } = new();

    public override int MaxBufferSize => BlockSize;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        if (!_free.TryDequeue(out var block))
            return new Block(this);
        Interlocked.Decrement(ref _kept);
        return block;
    }

    protected override void Dispose(bool disposing)
    {
        // The transports that use it end one by one; it stays.
    }

    private void Return(Block block)
    {
        if (Interlocked.Increment(ref _kept) <= MostKept)
            _free.Enqueue(block);
        else
            Interlocked.Decrement(ref _kept);
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true);

        public Memory<byte> Memory => _bytes;

        public void Dispose() => pool.Return(this);
    }
}
