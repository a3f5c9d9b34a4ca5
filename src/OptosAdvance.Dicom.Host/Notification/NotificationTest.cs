using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>Sends an e-mail now, past the queue, and tells how it went.</summary>
internal sealed class NotificationTest(IApplianceSettings settings, IActivityLog activity, TimeProvider time)
{
    /// <exception cref="ControlException">The recipient is no e-mail address.</exception>
    public async Task<NotificationTestResult> TestAsync(NotificationTestRequest request, string actor, CancellationToken cancellationToken)
    {
        var configuration = settings.Current;
        var mailServer = configuration.Notification;
        var to = request.To ?? configuration.Repository.NotificationAddress;
        if (request.To is { } given && !MimeKit.MailboxAddress.TryParse(given, out _))
        {
            throw Errors.InvalidArgument($"'{given}' is not an e-mail address.", "Give one address, such as it@clinic.example.");
        }

        var result = new NotificationTestResult
        {
            Server = mailServer.Server,
            Port = mailServer.Port,
            Security = mailServer.Security,
            From = mailServer.From,
            To = to,
        };
        var dialogue = new SmtpDialogue(mailServer.CredentialUserName, mailServer.CredentialPassword?.Reveal());
        var started = time.GetTimestamp();
        try
        {
            var protocol = await SendAsync(mailServer, to, actor, dialogue, cancellationToken);
            result = result with
            {
                Success = true,
                Step = NotificationTestStep.Message,
                Protocol = protocol,
                Message = $"{mailServer.Server}:{mailServer.Port} took the message to {to}.",
            };
        }
        catch (MailException e)
        {
            result = result with { Step = e.Step, Message = e.Message, RecommendedAction = e.Action, Dialogue = dialogue.Lines.ToEquatableList() };
        }

        result = result with { DurationMilliseconds = time.GetElapsedTime(started).TotalMilliseconds };
        activity.Record(new ActivityRecord
        {
            Kind = ActivityKind.Notification,
            Outcome = result.Success ? ActivityOutcome.Success : ActivityOutcome.Failure,
            Peer = actor,
            DurationMilliseconds = result.DurationMilliseconds,
            Message = $"Test message: {result.Message}",
        });
        return result;
    }

    private async Task<string?> SendAsync(
        NotificationSettings mailServer, string? to, string actor, SmtpDialogue dialogue, CancellationToken cancellationToken)
    {
        if (mailServer.Server is null || mailServer.From is null)
        {
            throw new MailException(NotificationTestStep.Settings, "No mail server is set.", "Set it: Set-OptosNotification -Server mail.clinic.example -From optos@clinic.example.");
        }

        if (to is null)
        {
            throw new MailException(NotificationTestStep.Settings, "There is nobody to send to.", "Give -To, or set the address: Set-OptosRepository -NotificationAddress it@clinic.example.");
        }

        var mail = new QueuedMail(Guid.CreateVersion7().ToString("N"), time.GetUtcNow(), new Notification(
            "Test",
            $"Test of the notification by {Environment.MachineName}",
            $"""
            {actor} asked the OptosAdvance DICOM appliance on {Environment.MachineName} for this message.
            That it has reached you means that its notifications can.
            """));
        using var session = await MailSession.OpenAsync(mailServer, dialogue, cancellationToken);
        await session.SendAsync(MailMessage.Create(mail, mailServer.From, to), cancellationToken);
        var protocol = session.Protocol;
        await session.CloseAsync(cancellationToken);
        return protocol;
    }
}
