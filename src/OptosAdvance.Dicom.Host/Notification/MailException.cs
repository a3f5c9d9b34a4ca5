using OptosAdvance.Dicom.Contracts;

namespace OptosAdvance.Dicom.Host;

/// <summary>A message was not handed over.</summary>
/// <param name="step">Where it failed.</param>
/// <param name="message">Why, with the server's words where it said some; holds no secret.</param>
/// <param name="action">What to do.</param>
internal sealed class MailException(NotificationTestStep step, string message, string action) : Exception(message)
{
    public NotificationTestStep Step { get; } = step;

    public string Action { get; } = action;

    /// <summary>The connection is good; it is this message that the server did not take.</summary>
    public bool ConcernsMessage { get; init; }
}
