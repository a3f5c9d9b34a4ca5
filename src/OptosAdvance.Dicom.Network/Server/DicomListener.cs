using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace OptosAdvance.Dicom.Network;

/// <summary>Accepts associations on one address and port. Thread-safe.</summary>
public sealed partial class DicomListener : IAsyncDisposable
{
    private readonly DicomListenerOptions _options;
    private readonly IAssociationHandler _handler;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly SocketListener _listener;
    private readonly ConcurrentDictionary<ServerConnection, Task> _connections = new();
    private readonly SemaphoreSlim _stopping = new(1, 1);
    private readonly Task _accepting;
    private bool _stopped;

    private DicomListener(
        DicomListenerOptions options, IAssociationHandler handler, ILogger logger, TimeProvider timeProvider, SocketListener listener)
    {
        _options = options;
        _handler = handler;
        _logger = logger;
        _timeProvider = timeProvider;
        _listener = listener;
        LocalEndPoint = listener.EndPoint;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Binds and starts to accept.</summary>
    /// <exception cref="DicomNetworkException">The port is taken or the address is not ours; the message names it.</exception>
    public static DicomListener Bind(DicomListenerOptions options, IAssociationHandler handler, ILoggerFactory loggerFactory, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            var listener = SocketListener.Bind(options.EndPoint, options.UpperLayer.WaitingThreads);
            return new DicomListener(options, handler, loggerFactory.CreateLogger<DicomListener>(), timeProvider, listener);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new DicomNetworkException(NetworkStep.Tcp, $"Port {options.EndPoint.Port} of {options.EndPoint.Address} is in use by another program. Choose another port, or stop the program that holds it.", e);
        }
        catch (SocketException e)
        {
            var reason = e.SocketErrorCode switch
            {
                SocketError.AddressNotAvailable => "this machine has no such address",
                SocketError.AccessDenied => "the right to use it is missing (ports below 1024 need it)",
                _ => e.Message,
            };
            throw new DicomNetworkException(NetworkStep.Tcp, $"Cannot listen on {options.EndPoint}: {reason}.", e);
        }
    }

    /// <summary>The address and port listened on (with the real port when 0 was asked for).</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>TCP connections open now.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>Associations established now.</summary>
    public int AssociationCount => _connections.Keys.Count(c => c.IsEstablished);

    /// <summary>Frees the port. Running associations go on; connections without one are closed.</summary>
    public async Task StopAcceptingAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_stopped)
                return;
            _listener.Dispose();
            await _accepting.ConfigureAwait(false);
            _stopped = true;
        }
        finally
        {
            _stopping.Release();
        }

        foreach (var connection in _connections.Keys)
        {
            if (!connection.IsEstablished)
                connection.Abort(AssociationEnding.AbortedLocally, "the listener stops");
        }
    }

    /// <summary>Stops accepting, gives running associations time to finish, then aborts what is left. Returns when every connection has ended.</summary>
    /// <param name="grace">How long running associations may go on.</param>
    /// <param name="cancellationToken">Ends the grace early.</param>
    public async Task ShutdownAsync(TimeSpan grace, CancellationToken cancellationToken = default)
    {
        await StopAcceptingAsync(CancellationToken.None).ConfigureAwait(false);
        var all = Task.WhenAll(_connections.Values);
        try
        {
            await all.WaitAsync(grace, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            foreach (var connection in _connections.Keys)
                connection.Abort(AssociationEnding.AbortedLocally, "the host shuts down");
            await Task.WhenAll(_connections.Values).ConfigureAwait(false);
        }
    }

    /// <summary>Shuts down without grace.</summary>
    public async ValueTask DisposeAsync() => await ShutdownAsync(TimeSpan.Zero).ConfigureAwait(false);

    private async Task AcceptAsync()
    {
        while (true)
        {
            SocketConnection? accepted;
            try
            {
                accepted = await _listener.AcceptAsync().ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                // Out of file handles, say: those that wait are served when some are free again.
                LogAcceptFailed(_logger, LocalEndPoint, e);
                await Task.Delay(TimeSpan.FromMilliseconds(100), _timeProvider).ConfigureAwait(false);
                continue;
            }

            if (accepted is null)
                return;
            MakeRoom();
            var connection = new ServerConnection(accepted, _options, _handler, _timeProvider, _logger);
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections.TryAdd(connection, RunAsync(connection, start.Task));
            start.SetResult();
        }
    }

    private async Task RunAsync(ServerConnection connection, Task registered)
    {
        await registered.ConfigureAwait(false);
        await connection.RunAsync().ConfigureAwait(false);
        _connections.TryRemove(connection, out _);
    }

    /// <summary>At the limit, whoever has waited longest without an association goes.</summary>
    private void MakeRoom()
    {
        if (_connections.Count < _options.MaximumConnections)
            return;
        var oldest = _connections.Keys.Where(c => !c.IsEstablished && !c.IsAborted).MinBy(c => c.StartedTimestamp);
        oldest?.Abort(AssociationEnding.TimedOut, "too many connections wait without an association");
    }

    [LoggerMessage(EventId = 3012, EventName = "AcceptFailed", Level = LogLevel.Warning, Message = "Accepting a connection on {EndPoint} failed; trying again.")]
    private static partial void LogAcceptFailed(ILogger logger, IPEndPoint endPoint, Exception exception);
}
