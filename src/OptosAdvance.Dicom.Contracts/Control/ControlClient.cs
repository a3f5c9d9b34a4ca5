namespace OptosAdvance.Dicom.Contracts;

/// <summary>
/// A connection with a running host. May be used by many threads at once; not re-opened once it is lost
/// (<see cref="IsConnected"/>), then every call fails with <see cref="ErrorIds.HostNotRunning"/>.
/// </summary>
public sealed class ControlClient : IDisposable
{
    /// <summary>How long <see cref="ConnectAsync"/> waits unless told otherwise.</summary>
    public static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly ControlRpc _rpc;

    private ControlClient(ControlRpc rpc, ControlEndpoint endpoint)
    {
        _rpc = rpc;
        Endpoint = endpoint;
        Control = new ControlProxy(rpc, endpoint);
    }

    /// <summary>Where the host answers.</summary>
    public ControlEndpoint Endpoint { get; }

    /// <summary>The host.</summary>
    public IOptosControl Control { get; }

    /// <summary>Whether the connection still stands, as far as is known.</summary>
    public bool IsConnected => !_rpc.Completion.IsCompleted && !_rpc.IsDisposed;

    /// <summary>Connects with the host of a data directory.</summary>
    /// <param name="dataDirectory">Its data directory; null for the default (<see cref="DataDirectory.Resolve"/>).</param>
    /// <param name="timeout">Time limit; null for <see cref="DefaultConnectTimeout"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ControlException">
    /// <see cref="ErrorIds.HostNotRunning"/>: nothing answers there. <see cref="ErrorIds.AccessDenied"/>: the caller may not.
    /// </exception>
    public static async Task<ControlClient> ConnectAsync(
        string? dataDirectory = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var endpoint = ControlEndpoint.ForDataDirectory(dataDirectory);
        var stream = await ControlConnector.ConnectAsync(endpoint, timeout ?? DefaultConnectTimeout, cancellationToken).ConfigureAwait(false);
        var rpc = ControlRpc.Create(stream);
        rpc.StartListening();
        return new ControlClient(rpc, endpoint);
    }

    /// <summary>Closes the connection; calls that are under way end with an error.</summary>
    public void Dispose() => _rpc.Dispose();
}
