using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Network;

/// <summary>Kestrel's socket transport, set up for long streams of image data.</summary>
internal static class SocketTransports
{
    // What may wait unread on a connection; then TCP holds the peer back.
    private const int ReadBufferSize = 512 << 10;
    private const int WriteBufferSize = 128 << 10;

    public static ServiceProvider CreateServices(ILoggerFactory loggerFactory)
    {
        var builder = new SocketServices();
        builder.Services.AddSingleton(loggerFactory);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>>(BlockPool.Instance);
        builder.UseSockets(options =>
        {
            options.MaxReadBufferSize = ReadBufferSize;
            options.MaxWriteBufferSize = WriteBufferSize;
            options.NoDelay = true;
            options.Backlog = 4096;
            options.WaitForDataBeforeAllocatingBuffer = true;
        });
        return builder.Services.BuildServiceProvider();
    }
}
