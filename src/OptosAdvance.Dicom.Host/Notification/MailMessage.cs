using MimeKit;

namespace OptosAdvance.Dicom.Host;

/// <summary>Makes the message that is sent.</summary>
internal static class MailMessage
{
    /// <summary>A plain text message that says of itself that a machine wrote it (RFC 3834), so that nobody's absence notice answers it.</summary>
    /// <param name="mail">What it says, and its identity.</param>
    /// <param name="from">Sender address.</param>
    /// <param name="to">Recipient address.</param>
    public static MimeMessage Create(QueuedMail mail, string from, string to)
    {
        var sender = MailboxAddress.Parse(from);
        var message = new MimeMessage
        {
            Subject = OneLine(mail.Notification.Subject),
            Date = mail.Time,
            MessageId = $"{mail.Id}@{sender.Domain}",
            Body = new TextPart("plain") { Text = mail.Notification.Body },
        };
        sender.Name = "OptosAdvance DICOM";
        message.From.Add(sender);
        message.To.Add(MailboxAddress.Parse(to));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Optos-Kind", OneLine(mail.Notification.Kind));
        return message;
    }

    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
