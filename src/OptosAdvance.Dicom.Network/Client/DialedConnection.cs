using Microsoft.AspNetCore.Connections;

namespace OptosAdvance.Dicom.Network;

/// <summary>A TCP connection with a peer on which no association has been asked for yet. Disposing it closes the connection, unless an association has taken it over.</summary>
public sealed class DialedConnection : IAsyncDisposable
{
    private ConnectionContext? _connection;

    internal DialedConnection(ConnectionContext connection) => _connection = connection;

    /// <summary>Cancelled when the peer has closed the connection meanwhile.</summary>
    public CancellationToken Closed => _connection?.ConnectionClosed ?? new CancellationToken(canceled: true);

    /// <summary>Hands the connection over.</summary>
    /// <exception cref="InvalidOperationException">It was handed over or closed before.</exception>
    internal ConnectionContext Take() =>
        Interlocked.Exchange(ref _connection, null) ?? throw new InvalidOperationException("The connection is used or closed already.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _connection, null)?.DisposeAsync() ?? default;
}
