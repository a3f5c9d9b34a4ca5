using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OptosAdvance.Dicom.Network;

/// <summary>Kestrel's socket transport, set up for long streams of image data.</summary>
internal sealed class SocketTransports : IAsyncDisposable
{
    private const int BufferSize = 1 << 20;

    private readonly SocketConnectionContextFactory _contexts;

    public SocketTransports(ILoggerFactory loggerFactory)
    {
        Listeners = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions
            {
                MaxReadBufferSize = BufferSize,
                MaxWriteBufferSize = BufferSize,
                NoDelay = true,
                Backlog = 4096,
                WaitForDataBeforeAllocatingBuffer = true,
                IOQueueCount = Math.Max(1, Environment.ProcessorCount),
            }),
            loggerFactory);
        _contexts = new SocketConnectionContextFactory(
            new SocketConnectionFactoryOptions
            {
                MaxReadBufferSize = BufferSize,
                MaxWriteBufferSize = BufferSize,
                WaitForDataBeforeAllocatingBuffer = true,
            },
            loggerFactory.CreateLogger<SocketConnectionContextFactory>());
    }

    public IConnectionListenerFactory Listeners { get; }

    public ConnectionContext Create(Socket connected)
    {
        connected.NoDelay = true;
        return _contexts.Create(connected);
    }

    public ValueTask DisposeAsync()
    {
        _contexts.Dispose();
        return default;
    }
}
