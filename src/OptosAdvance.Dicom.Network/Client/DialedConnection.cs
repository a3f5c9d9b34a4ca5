namespace OptosAdvance.Dicom.Network;

/// <summary>A TCP connection with a peer on which no association has been asked for yet. Disposing it closes the connection, unless an association has taken it over.</summary>
public sealed class DialedConnection : IAsyncDisposable
{
    private SocketConnection? _connection;

    internal DialedConnection(SocketConnection connection) => _connection = connection;

    /// <summary>The peer has closed the connection meanwhile.</summary>
    public bool IsClosed => _connection is not { IsClosedByPeer: false };

    /// <summary>Hands the connection over.</summary>
    /// <exception cref="InvalidOperationException">It was handed over or closed before.</exception>
    internal SocketConnection Take() =>
        Interlocked.Exchange(ref _connection, null) ?? throw new InvalidOperationException("The connection is used or closed already.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _connection, null)?.DisposeAsync() ?? default;
}
