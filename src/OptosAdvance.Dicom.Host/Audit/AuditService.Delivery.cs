using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <content>Sending, and when what was sent counts as delivered.</content>
internal sealed partial class AuditService
{
    /// <summary>Sends everything that there is.</summary>
    /// <returns>How long until there is something to do besides; null when nothing is known to come.</returns>
    private async Task<TimeSpan?> DeliverAsync(CancellationToken cancellationToken)
    {
        while (_sent.Delivered is { } sent)
        {
            CheckConnection();
            var rows = log.ReadAfter(sent, PageSize);
            if (rows.Count == 0 || !_reconfigured.IsEmpty)
            {
                // Settings that have changed meanwhile come first: these rows may not be for anybody any more.
                break;
            }

            if (await SendAsync(rows, cancellationToken) is var count and > 0)
            {
                await _connection!.FlushAsync(cancellationToken);
                Recovered(count);
            }

            _sent = new AuditPosition(rows[^1].Id);
            _unproven.Enqueue((_sent, time.GetUtcNow() + (_connection?.Proving ?? TimeSpan.Zero)));
            StoreProven();
        }

        StoreProven();
        return _unproven.TryPeek(out var next) ? next.ProvenAt - time.GetUtcNow() : null;
    }

    private async Task<int> SendAsync(List<ActivityRecord> rows, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var row in rows)
        {
            if (await mapping.MapAsync(row, cancellationToken) is not { } message)
            {
                continue;
            }

            var audit = settings.Current.Audit;
            if (_connection?.Broken.IsCompleted == true)
            {
                // An idle connection that the receiver has closed is no failure.
                await _connection.DisposeAsync();
                _connection = null;
            }

            _connection ??= await AuditTransportConnection.OpenAsync(audit, cancellationToken);
            var xml = AuditXml.Write(message, AuditSource.IdOf(audit), audit.EnterpriseSiteId);
            await _connection.SendAsync(SyslogMessage.Audit(time.GetUtcNow(), message.Outcome, xml), cancellationToken);
            count++;
        }

        return count;
    }

    /// <summary>A connection that breaks while messages are on their way means that they are sent again.</summary>
    private void CheckConnection()
    {
        if (_connection?.Broken.IsCompleted != true || _unproven.Count == 0)
        {
            return;
        }

        // A receiver that reads everything and then hangs up, each time, would be sent the same for ever.
        var last = _unproven.Last().Position;
        if (_connection.HasEndedCleanly && last.Delivered <= _sentTwice)
        {
            Prove(last);
            _unproven.Clear();
            return;
        }

        _sentTwice = last.Delivered ?? 0;
        throw new AuditDeliveryException(
            $"The audit receiver {settings.Current.Audit.Server} has closed the connection.", "See the receiver's log; it may want a client certificate.");
    }

    private void StoreProven()
    {
        AuditPosition? proven = null;
        while (_unproven.TryPeek(out var next) && next.ProvenAt <= time.GetUtcNow())
        {
            proven = _unproven.Dequeue().Position;
        }

        if (proven is not null)
        {
            Prove(proven);
        }
    }

    private void Prove(AuditPosition position)
    {
        _proven = position;
        writer.Enqueue(new ActivityWrite(Delivered: position));
    }

    private void Recovered(int count)
    {
        var had = _status.LastError;
        _pause = FirstPause;
        _status = _status with { LastDelivered = time.GetUtcNow(), LastError = null, NextAttempt = null };
        if (had is not null)
        {
            Record(ActivityOutcome.Success, $"Audit messages reach {settings.Current.Audit.Server} again.");
        }
    }

    private async Task<TimeSpan> FailAsync(AuditDeliveryException problem)
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }

        // What is not proven is sent once more.
        _unproven.Clear();
        _sent = _proven;
        var wait = _pause;
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        var isNew = _status.LastError != problem.Message;
        _status = _status with { LastError = problem.Message, NextAttempt = time.GetUtcNow() + wait };
        LogFailed(logger, problem.Message);
        if (isNew)
        {
            Record(ActivityOutcome.Failure, $"Audit messages wait: {problem.Message} {problem.Action}");
        }

        return wait;
    }
}
