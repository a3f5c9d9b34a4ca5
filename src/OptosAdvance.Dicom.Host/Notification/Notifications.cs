using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>
/// Delivers messages: takes them at once, keeps them durably, sends them in order by the settings in force, tries again while the
/// server is away, and gives up after <see cref="MaximumAge"/>. One loop does all of it; nobody who sends waits for a mail server.
/// </summary>
internal sealed partial class Notifications(
    MailQueue queue,
    IApplianceSettings settings,
    IActivityLog activity,
    TimeProvider time,
    ILogger<Notifications> logger) : INotifications, IConfigurationParticipant, IHostedService, IDisposable
{
    /// <summary>Messages that may wait; when there are more, the oldest go.</summary>
    public const int MaximumWaiting = 200;

    /// <summary>How long a message is worth sending.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromDays(3);

    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(1);

    private readonly Channel<QueuedMail?> _inbox = Channel.CreateBounded<QueuedMail?>(
        new BoundedChannelOptions(MaximumWaiting * 4) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CancellationTokenSource _stopping = new();
    private readonly MailBackOff _backOff = new();
    private Task _loop = Task.CompletedTask;
    private volatile DeliveryStatus _status = new();

    public DeliveryStatus Status => _status with
    {
        IsActive = ObstacleTo(settings.Current) is null,
        Waiting = queue.Count,
        WaitingSince = queue.Oldest?.Time,
    };

    /// <inheritdoc/>
    public void Send(Notification notification)
    {
        var mail = new QueuedMail(Guid.CreateVersion7().ToString("N"), time.GetUtcNow(), notification);
        if (ObstacleTo(settings.Current) is { } obstacle)
        {
            Record(ActivityOutcome.Warning, $"Not sent: '{notification.Subject}': {obstacle}");
            return;
        }

        _inbox.Writer.TryWrite(mail);
    }

    /// <inheritdoc/>
    public Task<IPreparedChange?> PrepareAsync(ApplianceConfiguration before, ApplianceConfiguration after, CancellationToken cancellationToken)
    {
        if (before.Notification == after.Notification && before.Repository.NotificationAddress == after.Repository.NotificationAddress)
        {
            return Task.FromResult<IPreparedChange?>(null);
        }

        foreach (var authority in TlsMaterial.AuthoritiesForMail(after.Notification) ?? [])
        {
            // A file that cannot be read refuses the change; what it holds is read again when it is needed.
            authority.Dispose();
        }

        return Task.FromResult<IPreparedChange?>(new NewSettings(() => _inbox.Writer.TryWrite(null)));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        queue.Load();
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _inbox.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _loop.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>Why nothing can be sent; null when it can.</summary>
    private static string? ObstacleTo(ApplianceConfiguration configuration) =>
        configuration.Notification.Server is null ? "no mail server is set (Set-OptosNotification -Server)."
        : configuration.Notification.From is null ? "no sender is set (Set-OptosNotification -From)."
        : configuration.Repository.NotificationAddress is null ? "no NotificationAddress is set (Set-OptosRepository -NotificationAddress)."
        : null;

    /// <summary>When to try; null when there is nothing to send, or no way to.</summary>
    private DateTimeOffset? NextAttempt =>
        queue.Count > 0 && ObstacleTo(settings.Current) is null ? _status.NextAttempt ?? DateTimeOffset.MinValue : null;

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            TakeIn();
            GiveUp();
            if (NextAttempt is { } next && time.GetUtcNow() >= next)
            {
                await DeliverAsync();
            }

            await WaitAsync();
        }

        TakeIn();
    }

    private void TakeIn()
    {
        while (_inbox.Reader.TryRead(out var mail))
        {
            if (mail is null)
            {
                // New settings may be what was missing.
                _status = _status with { NextAttempt = null };
                _backOff.Reset();
                continue;
            }

            queue.Add(mail);
        }

        queue.Store();
    }

    private void GiveUp()
    {
        var oldest = time.GetUtcNow() - MaximumAge;
        for (var tooMany = queue.Count - MaximumWaiting; queue.Oldest is { } mail && (tooMany > 0 || mail.Time < oldest); tooMany--)
        {
            queue.Remove(mail);
            var why = tooMany > 0 ? $"more than {MaximumWaiting} messages wait" : $"it waited for {MaximumAge.TotalDays:0} days";
            Record(ActivityOutcome.Failure, $"Given up: '{mail.Notification.Subject}' of {mail.Time:u}: {why}. {_status.LastError}".TrimEnd());
        }

        if (queue.Count == 0)
        {
            _status = _status with { NextAttempt = null };
        }
    }

    /// <summary>One connection, every message that waits.</summary>
    private async Task DeliverAsync()
    {
        var configuration = settings.Current;
        var mailServer = configuration.Notification;
        var dialogue = new SmtpDialogue(mailServer.CredentialUserName, mailServer.CredentialPassword?.Reveal());
        MailException? problem = null;
        try
        {
            using var session = await MailSession.OpenAsync(mailServer, dialogue, _stopping.Token);
            foreach (var mail in queue.Messages.ToArray())
            {
                problem = await SendAsync(session, mail, mailServer.From!, configuration.Repository.NotificationAddress!) ?? problem;
                if (!session.IsConnected)
                {
                    break;
                }
            }

            await session.CloseAsync(_stopping.Token);
        }
        catch (MailException e)
        {
            problem = e;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }

        Conclude(problem, mailServer);
    }

    /// <summary>What the server said against this message; null when it took it.</summary>
    private async Task<MailException?> SendAsync(MailSession session, QueuedMail mail, string from, string to)
    {
        try
        {
            await session.SendAsync(MailMessage.Create(mail, from, to), _stopping.Token);
        }
        catch (MailException e) when (e.ConcernsMessage)
        {
            return e;
        }

        queue.Remove(mail);
        _status = _status with { LastDelivered = time.GetUtcNow() };
        Record(ActivityOutcome.Success, $"Sent '{mail.Notification.Subject}' to {to}.");
        return null;
    }

    private void Conclude(MailException? problem, NotificationSettings mailServer)
    {
        if (problem is null)
        {
            _status = _status with { LastError = null, NextAttempt = null };
            _backOff.Reset();
            return;
        }

        var wait = _backOff.Failed();
        var isNew = _status.LastError != problem.Message;
        _status = _status with { LastError = problem.Message, NextAttempt = time.GetUtcNow() + wait };
        LogFailed(logger, queue.Count, problem.Message, wait);
        if (isNew)
        {
            // Once, not at each of many attempts that fail for the same reason.
            Record(
                ActivityOutcome.Failure,
                $"{queue.Count} message(s) wait for the mail server {mailServer.Server}: {problem.Message} {problem.Action} It is tried again for {MaximumAge.TotalDays:0} days.");
        }
    }

    /// <summary>Until a message or new settings come, the next attempt is due, a message is too old, or the host stops.</summary>
    private async Task WaitAsync()
    {
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var due = new[] { NextAttempt, queue.Oldest?.Time + MaximumAge }.Min();
        var wait = due is { } moment ? moment - time.GetUtcNow() : Timeout.InfiniteTimeSpan;
        await using var timer = time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), wake, due is not null && wait < Soonest ? Soonest : wait, Timeout.InfiniteTimeSpan);
        try
        {
            await _inbox.Reader.WaitToReadAsync(wake.Token);
        }
        catch (OperationCanceledException)
        {
            // Time is up, or the host stops.
        }
    }

    private void Record(ActivityOutcome outcome, string message) =>
        activity.Record(new ActivityRecord { Kind = ActivityKind.Notification, Outcome = outcome, Message = message });

    [LoggerMessage(3403, LogLevel.Warning, "{Count} messages wait for the mail server: {Problem} Next attempt in {Wait}")]
    private static partial void LogFailed(ILogger logger, int count, string problem, TimeSpan wait);

    private sealed class NewSettings(Action commit) : IPreparedChange
    {
        public Task CommitAsync()
        {
            commit();
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
