using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Delivers the activity log as audit messages: the log itself is the spool, and a position in it says what is delivered. The position moves on
/// only when a message counts as delivered, so that after a broken connection or a crash some are sent again and none is left out.
/// </summary>
internal sealed partial class AuditService(
    ActivityLog log,
    ActivityWriter writer,
    AuditMapping mapping,
    IApplianceSettings settings,
    TimeProvider time,
    ILogger<AuditService> logger) : IHostedService, IConfigurationParticipant, IDisposable
{
    private const int PageSize = 200;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>How long the last messages may take when the host stops.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentQueue<long?> _reconfigured = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _stopLimit = new();
    private readonly Queue<(AuditPosition Position, DateTimeOffset ProvenAt)> _unproven = new();
    private AuditTransportConnection? _connection;
    private Task _loop = Task.CompletedTask;
    private TimeSpan _pause = FirstPause;
    private volatile AuditPosition _sent = new(null);
    private AuditPosition _proven = new(null);
    private long _sentTwice;
    private volatile DeliveryStatus _status = new();

    public async Task<DeliveryStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        var isActive = AuditSource.IsActive(settings.Current.Audit);
        var waiting = _sent.Delivered is { } sent ? await Task.Run(() => log.ReadSize(sent), cancellationToken) : default;
        return _status with { IsActive = isActive, Waiting = waiting.Rows, WaitingSince = waiting.Since };
    }

    /// <inheritdoc/>
    public Task<IPreparedChange?> PrepareAsync(ApplianceConfiguration before, ApplianceConfiguration after, CancellationToken cancellationToken)
    {
        if (before.Audit == after.Audit)
        {
            return Task.FromResult<IPreparedChange?>(null);
        }

        if (AuditSource.IsActive(after.Audit))
        {
            // A file that cannot be read refuses the change.
            _ = TlsMaterial.ForAudit(after.Audit);
        }

        return Task.FromResult<IPreparedChange?>(new NewSettings(() => SwitchAsync(AuditSource.IsActive(before.Audit), AuditSource.IsActive(after.Audit))));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sent = _proven = writer.Delivered;
        if (AuditSource.IsActive(settings.Current.Audit) != _sent.Delivered is not null)
        {
            // The file was changed by hand, or the change was not completed.
            Begin(AuditSource.IsActive(settings.Current.Audit) ? log.LastId() : null);
        }

        writer.RowsWritten += Wake;
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // What the host recorded of its end is to be delivered too.
        await writer.FlushAsync(cancellationToken);
        _stopLimit.CancelAfter(StopLimit);
        await _stopping.CancelAsync();
        await _loop.WaitAsync(cancellationToken);
        writer.RowsWritten -= Wake;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _stopLimit.Dispose();
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private async Task RunAsync()
    {
        while (true)
        {
            var isLast = _stopping.IsCancellationRequested;
            await ReconfigureAsync();
            TimeSpan? wait = null;
            try
            {
                wait = await DeliverAsync(_stopLimit.Token);
            }
            catch (AuditDeliveryException e)
            {
                wait = await FailAsync(e);
            }
            catch (OperationCanceledException) when (_stopLimit.IsCancellationRequested)
            {
                // The host stops and the receiver is slow: the rest goes after the next start.
            }
            catch (Exception e)
            {
                // Whatever it is, messages that wait are better than a delivery that has ended unseen.
                LogBroken(logger, e);
                wait = await FailAsync(new AuditDeliveryException($"Audit messages cannot be made: {e.Message}", "See the host's log."));
            }

            if (isLast)
            {
                await CloseAsync(_stopLimit.Token);
                return;
            }

            await WaitAsync(wait);
        }
    }

    /// <summary>Ends the connection after a change of the settings; the next message opens one as they want it.</summary>
    private async Task ReconfigureAsync()
    {
        while (_reconfigured.TryDequeue(out var position))
        {
            await CloseAsync(_stopLimit.Token);
            _pause = FirstPause;
            _status = _status with { LastError = null, NextAttempt = null };
            if (position is null || _sent.Delivered is null)
            {
                Begin(position);
            }
        }
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (_connection is null)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(CloseLimit);
        if (await _connection.CloseAsync(limit.Token) && _unproven.Count > 0)
        {
            Prove(_unproven.Last().Position);
        }

        _unproven.Clear();
        _sent = _proven;
        await _connection.DisposeAsync();
        _connection = null;
    }

    /// <summary>Begins after a row; with none, ends.</summary>
    private void Begin(long? position)
    {
        _sent = new AuditPosition(position);
        _unproven.Clear();
        Prove(_sent);
    }

    /// <summary>Until there are new rows or settings, the connection breaks, time is up, or the host stops. While an attempt is due later, rows do not wake.</summary>
    private async Task WaitAsync(TimeSpan? wait)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var isBackingOff = _status.NextAttempt is not null;
        List<Task> events = [];
        if (wait is { } given)
        {
            events.Add(Task.Delay(given > TimeSpan.Zero ? given : TimeSpan.FromMilliseconds(1), time, stop.Token));
        }

        events.Add(isBackingOff ? SettingsChangedAsync(stop.Token) : _wake.Reader.WaitToReadAsync(stop.Token).AsTask());
        if (_connection is not null && _unproven.Count > 0)
        {
            events.Add(_connection.Broken);
        }

        await Task.WhenAny(events);
        await stop.CancelAsync();
        _wake.Reader.TryRead(out _);
    }

    private async Task SettingsChangedAsync(CancellationToken cancellationToken)
    {
        while (_reconfigured.IsEmpty && await _wake.Reader.WaitToReadAsync(cancellationToken))
        {
            _wake.Reader.TryRead(out _);
        }
    }

    private void Record(ActivityOutcome outcome, string message) =>
        log.Record(new ActivityRecord { Kind = ActivityKind.Audit, Outcome = outcome, Message = message });

    [LoggerMessage(3420, LogLevel.Warning, "Audit messages wait: {Problem}")]
    private static partial void LogFailed(ILogger logger, string problem);

    [LoggerMessage(3422, LogLevel.Error, "Audit messages cannot be made")]
    private static partial void LogBroken(ILogger logger, Exception exception);

    [LoggerMessage(3421, LogLevel.Warning, "Audit messages were switched off while {Rows} rows of the activity log waited; they are not sent")]
    private static partial void LogDropped(ILogger logger, long rows);

    private async Task SwitchAsync(bool was, bool isActive)
    {
        await writer.FlushAsync(CancellationToken.None);
        if (was && !isActive && (await GetStatusAsync(CancellationToken.None)).Waiting is var waiting and > 0)
        {
            LogDropped(logger, waiting);
            Record(ActivityOutcome.Warning, $"Audit messages were switched off while {waiting} rows of the activity log waited; they are not sent.");
        }

        _reconfigured.Enqueue(isActive ? log.LastId() : null);
        Wake();
    }

    /// <summary>Switches audit messages on, from here on; off; or over to another receiver.</summary>
    private sealed class NewSettings(Func<Task> commit) : IPreparedChange
    {
        public Task CommitAsync() => commit();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
