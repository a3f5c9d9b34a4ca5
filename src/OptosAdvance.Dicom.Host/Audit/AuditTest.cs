using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Sends a line to the receiver of audit messages, past the spool, and tells how it went.</summary>
internal sealed class AuditTest(IApplianceSettings settings, IActivityLog activity, TimeProvider time)
{
    public async Task<AuditTestResult> TestAsync(string actor, CancellationToken cancellationToken)
    {
        var audit = settings.Current.Audit;
        var result = new AuditTestResult { Server = audit.Server, Port = AuditTransportConnection.PortOf(audit), Transport = audit.Transport };
        var started = time.GetTimestamp();
        try
        {
            result = result with { Success = true, Protocol = await SendAsync(audit, actor, cancellationToken) };
            result = result with
            {
                Message = audit.Transport == AuditTransport.Tls
                    ? $"{audit.Server}:{result.Port} took a test message over {result.Protocol}."
                    : $"A test message was sent to {audit.Server}:{result.Port}, and nobody refused it. UDP says no more: see whether it arrived.",
            };
        }
        catch (AuditDeliveryException e)
        {
            result = result with { Message = e.Message, RecommendedAction = e.Action };
        }

        result = result with { DurationMilliseconds = time.GetElapsedTime(started).TotalMilliseconds };
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Audit,
            Outcome = result.Success ? ActivityOutcome.Success : ActivityOutcome.Failure,
            Peer = actor,
            DurationMilliseconds = result.DurationMilliseconds,
            Message = $"Test: {result.Message}",
        });
        return result;
    }

    private async Task<string?> SendAsync(AuditSettings audit, string actor, CancellationToken cancellationToken)
    {
        if (audit.Server is null)
        {
            throw new AuditDeliveryException("No receiver of audit messages is set.", "Set it: Set-OptosAudit -Server audit.clinic.example.");
        }

        await using var connection = await AuditTransportConnection.OpenAsync(audit, cancellationToken);
        await connection.SendAsync(
            SyslogMessage.Plain(time.GetUtcNow(), $"Test of the audit messages of {AuditSource.IdOf(audit)}, asked for by {actor}"), cancellationToken);
        await connection.FlushAsync(cancellationToken);
        var protocol = connection.Protocol;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        await connection.CloseAsync(limit.Token);
        return protocol;
    }
}
