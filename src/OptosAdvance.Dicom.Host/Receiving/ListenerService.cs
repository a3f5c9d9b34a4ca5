using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;
using OptosAdvance.Dicom.Network;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Listens for the local AE. When its endpoint changes, the new one is bound before the change is made, and the old one stops accepting after it;
/// associations that run on the old one finish. An endpoint that cannot be had when the host starts (another program holds it, the address is not
/// up yet) does not keep the host from starting: it can be configured, and the endpoint is tried until it can be had.
/// </summary>
internal sealed partial class ListenerService(
    IApplianceSettings settings,
    InboundAssociations associations,
    RepositoryState state,
    IActivityLog activity,
    WaitingThreads threads,
    TimeProvider time,
    ILoggerFactory loggers) : IHostedService, IConfigurationParticipant, IListeners, IAsyncDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<ListenerService>();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _retiring = [];
    private readonly CancellationTokenSource _stopping = new();
    private Bound? _bound;
    private volatile string? _problem;
    private Task _retrying = Task.CompletedTask;

    /// <summary>How long to wait before an endpoint that could not be had is tried again.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    public string? Problem => Volatile.Read(ref _bound) is null ? _problem : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _bound = Bind(settings.Current.LocalAE);
            LogListening(_bound.Settings.AETitle, _bound.Listener.LocalEndPoint);
        }
        catch (ControlException exception)
        {
            _problem = exception.Message;
            LogNotListening(exception.Message, exception.Error.RecommendedAction);
            activity.Record(new ActivityRecord { Kind = ActivityKind.Host, Outcome = ActivityOutcome.Failure, Message = exception.Message });
            _retrying = RetryAsync(_stopping.Token);
        }

        state.Start();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _retrying;
        if (_bound is { } bound)
        {
            await bound.Listener.ShutdownAsync(ApplianceHost.GracePeriod, cancellationToken);
        }

        state.Stop();
        Task[] retiring;
        lock (_gate)
        {
            retiring = [.. _retiring];
        }

        await Task.WhenAll(retiring);
    }

    public async Task<IPreparedChange?> PrepareAsync(
        ApplianceConfiguration before, ApplianceConfiguration after, CancellationToken cancellationToken)
    {
        var bound = Volatile.Read(ref _bound);
        if (IsSameEndpoint(bound?.Settings ?? before.LocalAE, after.LocalAE))
        {
            return null;
        }

        if (bound is not null && IsSameAddress(bound.Settings, after.LocalAE))
        {
            // Only how the port speaks changes (TLS): two listeners cannot share it, so it has to be freed first.
            return await PrepareInPlaceAsync(bound, after.LocalAE, cancellationToken);
        }

        var next = Bind(after.LocalAE);
        return new PreparedChange(
            commit: () =>
            {
                var old = Interlocked.Exchange(ref _bound, next);
                LogListening(next.Settings.AETitle, next.Listener.LocalEndPoint);
                return old is null ? Task.CompletedTask : RetireAsync(old);
            },
            rollback: () => next.Listener.DisposeAsync());
    }

    public IReadOnlyList<ListenerStatus> GetStatus()
    {
        if (_bound is not { } bound)
        {
            return [];
        }

        var local = settings.Current.LocalAE;
        return
        [
            new ListenerStatus
            {
                Service = "Storage",
                AETitle = local.AETitle.Value,
                HostName = bound.Listener.LocalEndPoint.Address.ToString(),
                Port = bound.Listener.LocalEndPoint.Port,
                Tls = bound.Settings.Tls,
                Associations = associations.Count,
                MaximumAssociations = local.MaximumInboundAssociations,
            },
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (_bound is { } bound)
        {
            await bound.Listener.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private static bool IsSameAddress(LocalAESettings one, LocalAESettings other) =>
        one.Port == other.Port && ParseAddress(one.HostName).Equals(ParseAddress(other.HostName));

    private static bool IsSameEndpoint(LocalAESettings one, LocalAESettings other) =>
        IsSameAddress(one, other)
        && one.Tls == other.Tls
        && one.TlsProfile == other.TlsProfile
        && one.TlsCertificatePath == other.TlsCertificatePath
        && one.TlsCertificateKeyPath == other.TlsCertificateKeyPath
        && one.TlsCertificatePassword == other.TlsCertificatePassword
        && one.TlsTrustedCertificatesPath == other.TlsTrustedCertificatesPath
        && one.TlsClientCertificate == other.TlsClientCertificate;

    /// <summary><c>*</c> and <c>::</c> listen at every address of both kinds; <c>0.0.0.0</c> at every IPv4 address.</summary>
    private static IPAddress ParseAddress(string hostName) =>
        hostName.Trim() is "*" ? (Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any) : IPAddress.Parse(hostName.Trim());

    private Bound Bind(LocalAESettings local)
    {
        var options = new DicomListenerOptions
        {
            EndPoint = new IPEndPoint(ParseAddress(local.HostName), local.Port),
            Tls = TlsMaterial.ForServer(local),
            UpperLayer = new UpperLayerOptions { WaitingThreads = threads },
        };
        try
        {
            return new Bound(local, DicomListener.Bind(options, associations, loggers, time));
        }
        catch (DicomNetworkException exception)
        {
            throw Errors.EndpointUnavailable(
                $"{local.HostName}:{local.Port}",
                $"The local AE cannot listen at {local.HostName} port {local.Port}: {exception.Message}",
                "Choose a port that no other program listens at and an address of this machine, or stop the program that holds the port.",
                exception);
        }
    }

    /// <summary>Ends when the endpoint is had, here or by a change of the configuration.</summary>
    private async Task RetryAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _bound) is null)
        {
            try
            {
                await Task.Delay(RetryInterval, time, cancellationToken);
                var bound = Bind(settings.Current.LocalAE);
                if (Interlocked.CompareExchange(ref _bound, bound, null) is not null)
                {
                    await bound.Listener.DisposeAsync();
                    return;
                }

                LogListening(bound.Settings.AETitle, bound.Listener.LocalEndPoint);
                activity.Record(new ActivityRecord { Kind = ActivityKind.Host, Message = $"The local AE listens at {bound.Listener.LocalEndPoint}." });
            }
            catch (ControlException exception)
            {
                _problem = exception.Message;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<IPreparedChange> PrepareInPlaceAsync(Bound bound, LocalAESettings local, CancellationToken cancellationToken)
    {
        // What can be wrong are the certificates: they are loaded before the port is given up.
        _ = TlsMaterial.ForServer(local);
        await bound.Listener.StopAcceptingAsync(cancellationToken);
        Bound next;
        try
        {
            next = Bind(local);
        }
        catch
        {
            _bound = Bind(bound.Settings);
            Retire(bound);
            throw;
        }

        return new PreparedChange(
            commit: () =>
            {
                _bound = next;
                return RetireAsync(bound);
            },
            rollback: async () =>
            {
                await next.Listener.DisposeAsync();
                _bound = Bind(bound.Settings);
                Retire(bound);
            });
    }

    private async Task RetireAsync(Bound old)
    {
        await old.Listener.StopAcceptingAsync(CancellationToken.None);
        Retire(old);
    }

    /// <summary>Lets the associations of a listener that was replaced finish; they are not hurried unless the host stops.</summary>
    private void Retire(Bound old)
    {
        var task = Task.Run(async () =>
        {
            try
            {
                await old.Listener.ShutdownAsync(Timeout.InfiniteTimeSpan, _stopping.Token);
            }
            catch (Exception exception)
            {
                LogRetireFailed(exception);
            }
            finally
            {
                await old.Listener.DisposeAsync();
            }
        });
        lock (_gate)
        {
            _retiring.RemoveWhere(static done => done.IsCompleted);
            _retiring.Add(task);
        }
    }

    [LoggerMessage(EventId = 3120, Level = LogLevel.Information, Message = "{AETitle} listens at {EndPoint}.")]
    private partial void LogListening(AETitle aeTitle, IPEndPoint endPoint);

    [LoggerMessage(EventId = 3122, Level = LogLevel.Error, Message = "{Problem} {Advice} It is tried again until it can be had.")]
    private partial void LogNotListening(string problem, string? advice);

    [LoggerMessage(EventId = 3121, Level = LogLevel.Error, Message = "A listener that was replaced did not end in order.")]
    private partial void LogRetireFailed(Exception exception);

    private sealed record Bound(LocalAESettings Settings, DicomListener Listener);

    private sealed class PreparedChange(Func<Task> commit, Func<ValueTask> rollback) : IPreparedChange
    {
        private bool _committed;

        public Task CommitAsync()
        {
            _committed = true;
            return commit();
        }

        public ValueTask DisposeAsync() => _committed ? ValueTask.CompletedTask : rollback();
    }
}
