using System.Net;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Network;

/// <summary>Accepts associations on one address and port.</summary>
public sealed class DicomListener : IAsyncDisposable
{
    private DicomListener()
    {
    }

    /// <summary>Binds and starts to accept.</summary>
    /// <exception cref="DicomNetworkException">The port is taken or the address is not ours.</exception>
    public static Task<DicomListener> BindAsync(
        DicomListenerOptions options, IAssociationHandler handler, ILoggerFactory loggerFactory, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>The address and port listened on (with the real port when 0 was asked for).</summary>
    public IPEndPoint LocalEndPoint => throw new NotSupportedException();

    /// <summary>TCP connections open now.</summary>
    public int ConnectionCount => throw new NotSupportedException();

    /// <summary>Associations established now.</summary>
    public int AssociationCount => throw new NotSupportedException();

    /// <summary>Frees the port. Running associations go on; connections without one are closed.</summary>
    public Task StopAcceptingAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Stops accepting, gives running associations time to finish, then aborts what is left. Returns when every connection has ended.</summary>
    /// <param name="grace">How long running associations may go on.</param>
    /// <param name="cancellationToken">Ends the grace early.</param>
    public Task ShutdownAsync(TimeSpan grace, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Shuts down without grace.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
