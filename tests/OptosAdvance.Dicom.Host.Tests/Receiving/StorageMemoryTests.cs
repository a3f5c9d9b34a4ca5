using System.IO.Pipelines;
using OptosAdvance.Dicom.Core;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host.Tests;

[Collection(nameof(MeasuringTests))]
public sealed class StorageMemoryTests
{
    [Fact]
    public async Task A_large_instance_passes_through_without_being_held()
    {
        await using var appliance = await ReceivingAppliance.StartAsync();
        const int size = 256 << 20;
        var sample = new SampleInstance { PixelBytes = 0 };
        var head = sample.ToBytes();
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(head.Length - 4), size);
        await using var association = await appliance.ConnectAsync(sample);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20));
        var storing = association.CStoreAsync(
            new CStoreRequest { AffectedSopClassUid = sample.SopClass, AffectedSopInstanceUid = new DicomUid(sample.Instance) },
            association.FindContext(sample.SopClass),
            pipe.Reader,
            TestContext.Current.CancellationToken).AsTask();
        await pipe.Writer.WriteAsync(head, TestContext.Current.CancellationToken);
        var chunk = new byte[1 << 18];
        for (var sent = 0; sent < size; sent += chunk.Length)
        {
            await pipe.Writer.WriteAsync(chunk, TestContext.Current.CancellationToken);
            if (sent % (16 << 20) == 0)
            {
                // After a collection: what is held, not what waits to be collected, which is a matter of the machine's caches.
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        await pipe.Writer.CompleteAsync();
        Assert.True((await storing).Status.IsSuccess);
        var path = await appliance.PathOfAsync(sample);
        Assert.Equal(size, new FileInfo(path).Length - StorageTests.HeaderLengthOf(path) - head.Length);
        Assert.True(peak < 16 << 20, $"The managed heap grew by {peak >> 20} MiB.");
    }
}
