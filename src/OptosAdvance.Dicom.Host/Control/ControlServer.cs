using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;
using StreamJsonRpc;

namespace OptosAdvance.Dicom.Host;

/// <summary>Opens the control endpoint and serves every caller in a session of its own.</summary>
internal sealed partial class ControlServer(
    ApplianceDirectory directory, IServiceProvider services, TimeProvider time, ILogger<ControlServer> logger)
    : IHostedService, IDisposable
{
    /// <summary>How long a caller may take to read its last answer when the host stops.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AcceptRetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<ControlRpc, Task> _sessions = new();
    private readonly CancellationTokenSource _stopping = new();
    private IControlListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var endpoint = ControlEndpoint.ForDataDirectory(directory.Path);
        _listener = OperatingSystem.IsWindows() ? new PipeControlListener(endpoint.PipeName!) : UnixControlListener.Open(endpoint);
        _accepting = Task.Run(() => AcceptAsync(_listener), CancellationToken.None);
        LogListening(logger, endpoint.ToString());
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener?.Dispose();
        var sessions = _sessions.ToArray();
        await Task.WhenAll(sessions.Select(session => EndAsync(session.Key, session.Value)));
    }

    public void Dispose() => _stopping.Dispose();

    private async Task AcceptAsync(IControlListener listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var connection = await listener.AcceptAsync(_stopping.Token);
                Serve(connection);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (IOException e)
            {
                // One caller that hung up must not end the endpoint; a lasting cause (no descriptors) must not spin.
                LogAcceptFailed(logger, e);
                await Task.Delay(AcceptRetryDelay, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Serve(ControlConnection connection)
    {
        if (!connection.IsAllowed)
        {
            LogDenied(logger, connection.UserName());
            connection.Stream.Dispose();
            return;
        }

        var rpc = ControlRpc.Create(connection.Stream);
        rpc.DescribeException = Describe;
        var ended = new CancellationTokenSource();
        var caller = new ControlCaller(connection.UserName, ended.Token);
        AddTarget<IControlWire, ControlService>(rpc, caller);
        AddTarget<IJobsWire, JobsControl>(rpc, caller);
        AddTarget<ISendingWire, SendingControl>(rpc, caller);
        AddTarget<IRepositoryWire, RepositoryControl>(rpc, caller);
        AddTarget<INotificationWire, NotificationControl>(rpc, caller);
        AddTarget<IAuditWire, AuditControl>(rpc, caller);
        AddTarget<IQueryWire, QueryControl>(rpc, caller);
        AddTarget<IDesiredStateWire, DesiredStateControl>(rpc, caller);
        AddTarget<ICommitmentWire, CommitmentControl>(rpc, caller);
        _sessions[rpc] = ObserveAsync(rpc, ended);
        rpc.StartListening();
    }

    /// <summary>Each capability answers for itself: one wire interface, one class that knows the caller and goes through the capability's door.</summary>
    private void AddTarget<TWire, TTarget>(ControlRpc rpc, ControlCaller caller)
        where TWire : class
        where TTarget : class, TWire =>
        rpc.AddLocalRpcTarget<TWire>(ActivatorUtilities.CreateInstance<TTarget>(services, caller), new JsonRpcTargetOptions());

    /// <summary>Ends with the session.</summary>
    private async Task ObserveAsync(ControlRpc rpc, CancellationTokenSource ended)
    {
        // Asynchronously from the start: the session is registered before it can be removed.
        await Task.Yield();
        try
        {
            await rpc.Completion;
        }
        catch (Exception e)
        {
            // A caller that vanishes, or talks something else, harms nobody but itself.
            LogSessionBroken(logger, e);
        }
        finally
        {
            _sessions.TryRemove(rpc, out _);
            await ended.CancelAsync();
            ended.Dispose();
            rpc.Dispose();
        }
    }

    private async Task EndAsync(ControlRpc rpc, Task session)
    {
        await rpc.WhenAllAnsweredAsync().WaitAsync(DrainLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        rpc.Dispose();
        await session;
    }

    /// <summary>What a caller is told of an exception; null leaves it to the session (cancellation).</summary>
    private ControlError Describe(Exception exception)
    {
        LogInternalError(logger, exception);
        return new ControlError
        {
            Id = ErrorIds.InternalError,
            Category = ControlErrorCategory.NotSpecified,
            Message = $"The host failed to do this: {exception.Message}",
            RecommendedAction = $"See the host's log in '{Path.Combine(directory.Path, "logs")}' for the details.",
        };
    }

    [LoggerMessage(300, LogLevel.Information, "Control endpoint {Endpoint}")]
    private static partial void LogListening(ILogger logger, string endpoint);

    [LoggerMessage(301, LogLevel.Warning, "{User} may not control this host")]
    private static partial void LogDenied(ILogger logger, string user);

    [LoggerMessage(302, LogLevel.Warning, "A caller could not connect with the control endpoint")]
    private static partial void LogAcceptFailed(ILogger logger, Exception exception);

    [LoggerMessage(303, LogLevel.Debug, "A control session broke")]
    private static partial void LogSessionBroken(ILogger logger, Exception exception);

    [LoggerMessage(304, LogLevel.Error, "A control request failed")]
    private static partial void LogInternalError(ILogger logger, Exception exception);
}
