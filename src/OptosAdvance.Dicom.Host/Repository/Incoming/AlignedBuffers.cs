using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace OptosAdvance.Dicom.Host;

/// <summary>Buffers that begin at a multiple of <see cref="Alignment"/>, as a device wants them that reads them itself. Thread-safe.</summary>
internal static class AlignedBuffers
{
    /// <summary>Suits every device in use; they ask for 512 or 4096.</summary>
    public const int Alignment = 4096;

    /// <summary>Bytes of each.</summary>
    public const int Length = 512 << 10;

    private const int MostKept = 16;

    private static readonly ConcurrentBag<Memory<byte>> s_free = [];

    public static Memory<byte> Rent() => s_free.TryTake(out var buffer) ? buffer : Make();

    public static void Return(Memory<byte> buffer)
    {
        // One too many when two come back at the same time does no harm.
        if (s_free.Count < MostKept)
        {
            s_free.Add(buffer);
        }
    }

    private static unsafe Memory<byte> Make()
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Length + Alignment, pinned: true);
        var past = (int)((nuint)Unsafe.AsPointer(ref bytes[0]) % Alignment);
        return bytes.AsMemory(past == 0 ? 0 : Alignment - past, Length);
    }
}
