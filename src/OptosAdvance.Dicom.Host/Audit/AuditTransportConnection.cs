using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>A way to the syslog receiver. Used by one thread.</summary>
internal abstract class AuditTransportConnection : IAsyncDisposable
{
    /// <summary>How long a message has to be on its way without trouble until it counts as delivered. Syslog has no acknowledgement.</summary>
    public abstract TimeSpan Proving { get; }

    /// <summary>Ends when the receiver has gone away.</summary>
    public abstract Task Broken { get; }

    /// <summary>Once <see cref="Broken"/>: whether the receiver hung up after it had read everything.</summary>
    public virtual bool HasEndedCleanly => false;

    /// <summary>How the way is protected: <c>Tls13</c>; null for not at all.</summary>
    public abstract string? Protocol { get; }

    /// <summary>Opens the way that the settings want.</summary>
    /// <exception cref="AuditDeliveryException">It cannot be opened.</exception>
    public static async Task<AuditTransportConnection> OpenAsync(AuditSettings settings, CancellationToken cancellationToken) =>
        settings.Transport == AuditTransport.Tls
            ? await TlsAuditConnection.ConnectAsync(settings, cancellationToken)
            : await UdpAuditConnection.ConnectAsync(settings, cancellationToken);

    /// <summary>The port in effect.</summary>
    public static int PortOf(AuditSettings settings) => settings.Port ?? (settings.Transport == AuditTransport.Tls ? 6514 : 514);

    /// <summary>Sends a message.</summary>
    /// <exception cref="AuditDeliveryException">It cannot be sent.</exception>
    public abstract Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>Waits for what can be known of the messages sent so far.</summary>
    /// <exception cref="AuditDeliveryException">The receiver is not there.</exception>
    public abstract Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>Ends the way in an orderly manner.</summary>
    /// <returns>Whether the receiver has taken everything that was sent.</returns>
    public abstract Task<bool> CloseAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
